import { useInfiniteQuery } from '@tanstack/react-query'
import { Store } from 'lucide-react'
import { useState } from 'react'
import { useAddress } from '../../ui/address.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { OutLink, PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { InstallDialog } from './install-dialog.tsx'
import { type MarketApp, type Mode, marketQuery } from './queries.ts'

/** Published apps that an organization may install. */
export function Marketplace({ mode }: { mode: Mode }) {
  const [{ q = '' }, setAddress] = useAddress<{ q?: string }>()
  const [installing, setInstalling] = useState<MarketApp>()
  const apps = useInfiniteQuery(marketQuery(mode, q))
  return (
    <>
      <Toolbar>
        <SearchField label="Search the marketplace" value={q} onChange={(q) => setAddress({ q })} />
      </Toolbar>
      <Loaded query={apps}>
        {({ data }) =>
          data.length === 0 ? (
            <Card>
              <Empty
                icon={Store}
                title={q ? 'No app is found' : 'No public app yet'}
                action={!q && <PageLink to="/registry">My apps</PageLink>}
              >
                {!q &&
                  'Public apps stand here once their review is through. Private ones never do: they are installed by the link on their page.'}
              </Empty>
            </Card>
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {data.map((app) => (
                <MarketCard key={app.id} app={app} onInstall={() => setInstalling(app)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {apps.hasNextPage && (
        <div className="mt-4 text-center">
          <Button
            kind="quiet"
            busy={apps.isFetchingNextPage}
            onClick={() => void apps.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
      {installing && (
        <InstallDialog app={installing} mode={mode} onClose={() => setInstalling(undefined)} />
      )}
    </>
  )
}

const MarketCard = ({ app, onInstall }: { app: MarketApp; onInstall: () => void }) => (
  <li className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-sm">
    <div className="flex items-center gap-3">
      <Avatar name={app.name} large />
      <div className="min-w-0">
        <h3 className="truncate font-semibold">{app.name}</h3>
        <p className="text-xs text-muted">
          {app.version} · installed by {app.install_count}
        </p>
      </div>
    </div>
    <p className="grow text-muted">{app.short_description ?? app.description ?? ''}</p>
    <div className="flex items-center gap-3">
      {app.homepage_url && <OutLink href={app.homepage_url}>Homepage</OutLink>}
      {app.privacy_policy_url && <OutLink href={app.privacy_policy_url}>Privacy</OutLink>}
      <span className="grow" />
      {app.is_installed && <Badge tone="good">Installed</Badge>}
      <Button size="sm" onClick={onInstall}>
        {app.is_installed ? 'What it may do' : 'Install'}
      </Button>
    </div>
  </li>
)
