import { json } from '@codemirror/lang-json'
import { Play } from 'lucide-react'
import { useMemo, useState } from 'react'
import { authorizedFetch } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Editor } from '../../ui/editor.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { type Document, exampleOf, type Route } from './document.ts'

interface Answered {
  status: number
  ms: number
  text: string
}

/** Sends a request as you, to this server. */
export function TryIt({ document, route }: { document: Document; route: Route }) {
  const parameters = (route.parameters ?? []).filter(
    (one) => one.in === 'path' || one.in === 'query',
  )
  const schema = route.requestBody?.content['application/json']?.schema
  const [values, setValues] = useState<Record<string, string>>({})
  const [body, setBody] = useState(() =>
    schema ? JSON.stringify(exampleOf(document, schema), null, 2) : '',
  )
  const extensions = useMemo(() => json(), [])
  const send = useAction({ run: () => call(route, values, schema ? body : undefined) })
  const answer = send.data
  return (
    <Card
      title="Try it"
      description="As you, on this server, for real."
      actions={
        <Button
          kind="primary"
          size="sm"
          icon={<Play />}
          busy={send.isPending}
          onClick={() => send.mutate()}
        >
          Send
        </Button>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        {parameters.length > 0 && (
          <div className="grid gap-3 sm:grid-cols-2">
            {parameters.map(({ name, required }) => (
              <TextField
                key={name}
                label={name}
                optional={!required}
                spellCheck={false}
                autoComplete="off"
                value={values[name] ?? ''}
                onChange={(value) => setValues({ ...values, [name]: value })}
              />
            ))}
          </div>
        )}
        {schema && (
          <Editor
            label="Body"
            value={body}
            onChange={setBody}
            onRun={() => send.mutate()}
            extensions={extensions}
            className="h-44"
          />
        )}
        {answer && (
          <div role="status" className="grid gap-2">
            <p className="flex items-center gap-2">
              <Badge tone={answer.status < 400 ? 'good' : 'danger'}>{answer.status}</Badge>
              <span className="text-xs text-muted">{answer.ms} ms</span>
            </p>
            {answer.text && <Code label="Answer" code={answer.text} />}
          </div>
        )}
      </form>
    </Card>
  )
}

async function call(
  route: Route,
  values: Record<string, string>,
  body: string | undefined,
): Promise<Answered> {
  const path = route.path.replace(/\{([a-z_]+)\}/gi, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const query = (route.parameters ?? []).filter((one) => one.in === 'query' && values[one.name])
  const search = new URLSearchParams(query.map(({ name }) => [name, values[name] ?? '']))
  const from = performance.now()
  const answer = await authorizedFetch(`${path}${search.size > 0 ? `?${search}` : ''}`, {
    method: route.method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    ms: Math.round(performance.now() - from),
    text: pretty(text).slice(0, 50_000),
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
