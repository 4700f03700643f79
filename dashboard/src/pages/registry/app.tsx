import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { useAddress } from '../../ui/address.ts'
import { Badge } from '../../ui/badge.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { AppActions } from './app-actions.tsx'
import { AppState } from './app-state.tsx'
import { Clients } from './clients.tsx'
import { Installers } from './installers.tsx'
import { inMode, iso, type Mode, type RegistryApp } from './queries.ts'

/** One app of one's own: its state, its clients, who has it. */
export default function RegistryAppPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [{ mode = 'test' }] = useAddress<{ mode?: string }>()
  const shown = mode as Mode
  const app = useQuery(
    query(['registry', 'apps', mode, id], (signal) =>
      api.GET('/v1/apps/{id}', { params: { path: { id } }, headers: inMode(shown), signal }),
    ),
  )
  return (
    <Loaded query={app} skeleton={<PageSkeleton />}>
      {(app) => (
        <Page
          title={app.name}
          back={
            <PageLink to="/registry" search={mode === 'live' ? { mode } : {}}>
              Registry
            </PageLink>
          }
          description={app.short_description}
          actions={<AppActions app={app} mode={shown} />}
        >
          <div className="grid gap-5">
            {app.rejection_reason && app.status === 'rejected' && (
              <div className="rounded-lg bg-danger-soft p-4 text-danger-text">
                <p className="font-medium">The review refused it</p>
                <p>{app.rejection_reason}</p>
              </div>
            )}
            <Card>
              <Facts rows={factsOf(app)} />
            </Card>
            <Clients app={app} mode={shown} />
            <Installers appId={app.id} mode={shown} />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

const factsOf = (app: RegistryApp) =>
  [
    ['State', <AppState key="state" status={app.status} />],
    ['Id', <Copyable key="id" text={app.id} />],
    ['Version', app.version ?? '–'],
    ['For', app.distribution_type === 'public' ? 'The marketplace' : 'Whom you send the link'],
    [
      'Asks for',
      <span key="scopes" className="flex flex-wrap gap-1">
        {app.requested_scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </span>,
    ],
    ['Redirect URIs', app.redirect_uris.join(', ') || '–'],
    ['Webhook', app.webhook_url ?? '–'],
    ['Published', <Time key="published" at={iso(app.published_at)} never="not yet" />],
  ] as const
