import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { CodeTabs } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { type Document, exampleOf, type Route } from './document.ts'
import { Fields } from './fields.tsx'
import { Method } from './method.tsx'
import { TryIt } from './try-it.tsx'

interface OperationProps {
  document: Document
  route: Route
}

/** One route: what it takes, what it answers, how it is called. */
export function OperationView({ document, route }: OperationProps) {
  const [type, media] = Object.entries(route.requestBody?.content ?? {})[0] ?? []
  const good = Object.entries(route.responses).find(([status]) => status.startsWith('2'))
  const answer = good?.[1].content?.['application/json']?.schema
  const others = Object.keys(route.responses).filter((status) => status !== good?.[0])
  return (
    <article className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 sm:px-8">
      <header>
        <h2 className="text-lg font-semibold">{route.summary ?? route.operationId}</h2>
        <p className="mt-1 flex items-center gap-1">
          <Method name={route.method} />
          <Copyable text={route.path} />
        </p>
        {route.description && <p className="mt-2 max-w-2xl text-muted">{route.description}</p>}
        <p className="mt-2 flex flex-wrap gap-1.5">
          {schemesOf(route).map((name) => (
            <Badge key={name}>{name}</Badge>
          ))}
        </p>
      </header>
      {(route.parameters ?? []).length > 0 && (
        <Part title="Parameters">
          <Fields
            document={document}
            rows={(route.parameters ?? []).map((one) => ({
              name: one.name,
              place: one.in,
              schema: one.schema,
              description: one.description,
              isRequired: one.required ?? false,
            }))}
          />
        </Part>
      )}
      {media && (
        <Part title="Body" note={type}>
          <Fields document={document} of={media.schema} />
        </Part>
      )}
      <Part title="Answer" note={good?.[0]}>
        {answer ? (
          <Fields document={document} of={answer} isAnswer />
        ) : (
          <p className="text-muted">{good?.[1].description ?? 'Nothing'}</p>
        )}
        {others.length > 0 && (
          <p className="mt-2 text-xs text-muted">Refusals: {others.join(', ')}</p>
        )}
      </Part>
      <Part title="Call it">
        <CodeTabs samples={samplesOf(document, route)} />
      </Part>
      <TryIt document={document} route={route} />
    </article>
  )
}

function Part({
  title,
  note,
  children,
}: {
  title: string
  note?: string | undefined
  children: ReactNode
}) {
  return (
    <section>
      <h3 className="mb-2 flex items-baseline gap-2 font-semibold">
        {title} {note && <span className="text-xs font-normal text-muted">{note}</span>}
      </h3>
      {children}
    </section>
  )
}

const schemesOf = ({ security = [] }: Route): string[] => {
  const names = [...new Set(security.flatMap(Object.keys))]
  return names.length > 0 ? names : ['open to everybody']
}

function samplesOf(document: Document, { method, path, requestBody }: Route) {
  const schema = requestBody?.content['application/json']?.schema
  const body = schema && exampleOf(document, schema)
  const url = `${location.origin}${path}`
  const curl = [
    `curl ${method === 'GET' || body ? '' : `-X ${method} `}${url}`,
    "-H 'Authorization: Bearer …'",
    ...(body
      ? [...(method === 'POST' ? [] : [`-X ${method}`]), `--json '${JSON.stringify(body)}'`]
      : []),
  ].join(' \\\n  ')
  const parameters = [...path.matchAll(/\{([a-z_]+)\}/gi)].map(([, name]) => name)
  const options = [
    ...(parameters.length > 0 ? [`params: { path: { ${parameters.join(', ')} } }`] : []),
    ...(body ? [`body: ${JSON.stringify(body)}`] : []),
  ]
  const client = `const { data } = await client.api.${method}('${path}'${options.length > 0 ? `, { ${options.join(', ')} }` : ''})`
  return [
    { name: 'curl', code: curl },
    { name: 'TypeScript', code: client },
  ]
}
