import { Eye, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable, CopyButton } from '../../ui/copy.tsx'
import { useGo } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import type { App } from './queries.ts'

/** The key of the app, its secret when asked for, and their replacement. */
export function Keys({ app }: { app: App }) {
  const { id, name } = app
  const params = { path: { id } }
  const go = useGo()
  const [secret, setSecret] = useState<string>()
  const [asking, setAsking] = useState<'key' | 'secret' | 'delete'>()
  const show = useAction({
    run: async () => setSecret((await api.GET('/api/v2/apps/{id}', { params })).data.app.jwtSecret),
  })
  const rotateKey = useAction({
    run: () => api.POST('/api/v2/apps/{id}/rotate-key', { params }),
    changes: [['apps']],
    quiet: true,
    done: 'The app has a new key',
  })
  const rotateSecret = useAction({
    run: () => api.POST('/api/v2/apps/{id}/rotate-secret', { params }),
    quiet: true,
    done: 'The app has a new secret',
  })
  const remove = useAction({
    run: () => api.DELETE('/api/v2/apps/{id}', { params }),
    changes: [['apps']],
    quiet: true,
    done: `${name} is deleted`,
  })
  return (
    <div className="grid gap-5">
      <Card
        title="API key"
        description="Public: says which app calls, in X-API-Key."
        actions={
          <Button icon={<RefreshCw />} onClick={() => setAsking('key')}>
            Replace
          </Button>
        }
      >
        <Copyable text={app.apiKey} />
      </Card>
      <Card
        title="JWT secret"
        description="For your backend alone: whoever has it can sign in as anybody. That it was shown is written to the audit log."
        actions={
          <Button icon={<RefreshCw />} onClick={() => setAsking('secret')}>
            Replace
          </Button>
        }
      >
        {secret ? (
          <div className="flex items-center gap-2">
            <code className="min-w-0 break-all select-all">{secret}</code>
            <CopyButton text={secret} label="Copy secret" />
          </div>
        ) : (
          <Button icon={<Eye />} busy={show.isPending} onClick={() => show.mutate()}>
            Show
          </Button>
        )}
      </Card>
      <Card
        title="Delete this app"
        description="Its key and all logins end at once. What is stored is erased after 30 days."
        actions={
          <Button kind="danger" icon={<Trash2 />} onClick={() => setAsking('delete')}>
            Delete app
          </Button>
        }
      />
      <Confirm
        open={asking === 'key'}
        onClose={() => setAsking(undefined)}
        title="Replace the API key?"
        description="The old one ends at once: apps that are installed with it can sign nobody in until they are updated."
        action="Replace"
        run={() => rotateKey.mutateAsync()}
      />
      <Confirm
        open={asking === 'secret'}
        onClose={() => setAsking(undefined)}
        title="Replace the JWT secret?"
        description="New tokens are signed by the new one. The old one is good for another hour: let your backend take both as long."
        action="Replace"
        run={async () => {
          await rotateSecret.mutateAsync()
          setSecret(undefined)
        }}
      />
      <Confirm
        open={asking === 'delete'}
        onClose={() => setAsking(undefined)}
        title={`Delete ${name}?`}
        description="Nobody can sign in to it any more."
        action="Delete app"
        name={name}
        run={async () => {
          await remove.mutateAsync()
          go('/apps')
        }}
      />
    </div>
  )
}
