import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { dayOf, endOfDay, LastDayField, PurposeField, ValueField } from './fields.tsx'
import { type Secret, secretsKey } from './function-secrets.tsx'

/** One secret: its description and end, a new value, its versions, its end. */
export function SecretSheet({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const [isDeleting, setDeleting] = useState(false)
  const remove = useAction({
    run: () => api.DELETE('/api/v1/secrets/{id}', { params: { path: { id: secret.id } } }),
    changes: [secretsKey],
    done: `${secret.name} is deleted`,
    quiet: true,
  })
  return (
    <Sheet
      open
      onClose={onClose}
      title={secret.name}
      description={
        secret.namespace ? `For the functions of ${secret.namespace}.` : 'For every function.'
      }
      footer={
        <Button kind="quiet" onClick={() => setDeleting(true)}>
          Delete
        </Button>
      }
    >
      <div className="grid gap-6">
        <Change key={secret.version} secret={secret} />
        <Versions secret={secret} />
      </div>
      <Confirm
        open={isDeleting}
        onClose={() => setDeleting(false)}
        title={`Delete ${secret.name}?`}
        description="With all its versions. Functions that need it will fail."
        action="Delete secret"
        name={secret.name}
        run={() => remove.mutateAsync()}
      />
    </Sheet>
  )
}

/** What others changed meanwhile is not overwritten: the server is told which version was seen. */
const seen = ({ version }: Secret) => ({ 'if-match': `"${version}"` })

function Change({ secret }: { secret: Secret }) {
  const change = useAction({
    run: (body: { value?: string; description?: string; expires_at?: string | null }) =>
      api.PUT('/api/v1/secrets/{id}', {
        params: { path: { id: secret.id }, header: seen(secret) },
        body,
      }),
    changes: [secretsKey],
    quiet: true,
  })
  const form = useForm({
    initial: {
      value: '',
      description: secret.description ?? '',
      expires_at: dayOf(secret.expires_at),
    },
    submit: async ({ value, description, expires_at }) => {
      await change.mutateAsync({
        ...(value && { value }),
        description,
        ...(expires_at !== dayOf(secret.expires_at) && {
          expires_at: expires_at ? endOfDay(expires_at) : null,
        }),
      })
      toast({ title: `${secret.name} is saved` })
    },
  })
  return (
    <Form form={form} action="Save">
      <ValueField
        label="New value"
        optional
        hint={`Becomes version ${secret.version + 1}. Left empty, the value stays.`}
        {...form.field('value')}
      />
      <PurposeField {...form.field('description')} />
      <LastDayField {...form.field('expires_at')} />
    </Form>
  )
}

function Versions({ secret }: { secret: Secret }) {
  const path = { id: secret.id }
  const versions = useQuery(
    query([...secretsKey, secret.id, secret.version], (signal) =>
      api.GET('/api/v1/secrets/{id}/versions', { params: { path }, signal }),
    ),
  )
  const back = useAction({
    run: (version: number) =>
      api.POST('/api/v1/secrets/{id}/rollback/{version}', {
        params: { path: { ...path, version }, header: seen(secret) },
        body: {},
      }),
    changes: [secretsKey],
    done: (version) => `The value of version ${version} is in force again`,
  })
  return (
    <section aria-label="Versions">
      <h3 className="mb-2 font-semibold">Versions</h3>
      <Loaded query={versions}>
        {(rows) => (
          <ul className="rounded-md border border-line">
            {rows.map(({ id, version, created_at }) => (
              <li
                key={id}
                className="flex h-10 items-center gap-3 border-b border-line px-3 last:border-0"
              >
                <span className="font-medium tabular-nums">{version}</span>
                <span className="grow text-muted">
                  <Time at={created_at} />
                </span>
                {version === secret.version ? (
                  <Badge tone="good">in force</Badge>
                ) : (
                  <Button
                    size="sm"
                    kind="quiet"
                    icon={<RotateCcw />}
                    onClick={() => back.mutate(version)}
                  >
                    Bring back
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
