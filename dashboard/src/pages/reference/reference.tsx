import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { authorizedFetch } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { useAddress } from '../../ui/address.ts'
import { cx } from '../../ui/class-names.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/toolbar.tsx'
import { type Document, type Route, routesOf } from './document.ts'
import { Method } from './method.tsx'
import { OperationView } from './operation.tsx'

/** Every route of the server, your tables’ among them, to read and to try. */
export default function Reference() {
  const document = useQuery({
    ...query(['openapi'], async (signal) => {
      const answer = await authorizedFetch('/openapi.json', { signal })
      return { data: (await answer.json()) as Document }
    }),
    staleTime: 60_000,
  })
  return (
    <Page
      full
      title="API reference"
      description="Every route of this server, those of your tables among them."
    >
      <Loaded query={document}>{(document) => <Routes document={document} />}</Loaded>
    </Page>
  )
}

function Routes({ document }: { document: Document }) {
  const [{ q = '', op }, setAddress] = useAddress<{ q?: string; op?: string }>()
  const routes = useMemo(() => routesOf(document), [document])
  const found = useMemo(() => routes.filter((route) => fits(route, q.toLowerCase())), [routes, q])
  const chosen = routes.find((route) => route.operationId === op) ?? found[0]
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)] max-md:grid-rows-[auto_minmax(0,1fr)] md:grid-cols-[300px_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col border-line max-md:max-h-64 max-md:border-b md:border-r">
        <div className="border-b border-line p-2">
          <SearchField
            label={`Search ${routes.length} routes`}
            value={q}
            onChange={(q) => setAddress({ q })}
          />
        </div>
        <nav aria-label="Routes" className="min-h-0 grow overflow-y-auto p-2">
          {found.map((route, i) => (
            <div key={route.operationId}>
              {route.group !== found[i - 1]?.group && (
                <p className="px-2 pt-3 pb-1 text-2xs font-medium text-faint first-letter:uppercase">
                  {route.group}
                </p>
              )}
              <button
                type="button"
                aria-current={route === chosen ? 'true' : undefined}
                onClick={() => setAddress({ op: route.operationId })}
                title={`${route.method} ${route.path}`}
                className={cx(
                  'flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left [content-visibility:auto]',
                  route === chosen
                    ? 'bg-pressed font-medium'
                    : 'text-muted hover:bg-hover hover:text-ink',
                )}
              >
                <Method name={route.method} />
                <span className="min-w-0 grow truncate">{route.summary ?? route.path}</span>
              </button>
            </div>
          ))}
          {found.length === 0 && (
            <p className="p-4 text-center text-muted">No route is called “{q}”.</p>
          )}
        </nav>
      </div>
      <div className="min-h-0 overflow-y-auto">
        {chosen && <OperationView key={chosen.operationId} document={document} route={chosen} />}
      </div>
    </div>
  )
}

const fits = (route: Route, words: string): boolean => {
  const text =
    `${route.method} ${route.path} ${route.summary ?? ''} ${route.operationId}`.toLowerCase()
  return words.split(/\s+/).every((word) => text.includes(word))
}
