import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { accountOf, Person } from '../users/person.tsx'
import { nameOf } from './shapes.ts'

type Share = Data<'/api/v1/storage/{bucket}/{key}/shares'>['shares'][number]

const rights = [
  { value: 'read', label: 'Read it' },
  { value: 'write', label: 'Read and replace it' },
] as const

interface ShareProps {
  bucket: string
  path: string
  onClose: () => void
  onLink: () => void
}

/** Who else may read or change a file, each by their own account. */
export function ShareDialog({ bucket, path, onClose, onLink }: ShareProps) {
  const file = { bucket, key: path }
  const sharesKey = ['shares', bucket, path]
  const shares = useQuery(
    query(sharesKey, (signal) =>
      api.GET('/api/v1/storage/{bucket}/{key}/shares', { params: { path: file }, signal }),
    ),
  )
  const end = useAction({
    run: ({ user_id }: Share) =>
      api.DELETE('/api/v1/storage/{bucket}/{key}/share/{user_id}', {
        params: { path: { ...file, user_id } },
      }),
    changes: [sharesKey],
    done: 'The share is over',
    undo: ({ user_id, permission }) =>
      api.POST('/api/v1/storage/{bucket}/{key}/share', {
        params: { path: file },
        body: { user_id, permission },
      }),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Share ${nameOf(path)}`}
      description="With people who have an account. For everybody else make a link, which works for a time."
      footer={
        <>
          <Button kind="quiet" onClick={onLink}>
            Make a link instead
          </Button>
          <Button onClick={onClose}>Done</Button>
        </>
      }
    >
      <div className="grid gap-5">
        <NewShare file={file} refresh={() => shares.refetch()} />
        <Loaded query={shares}>
          {({ shares }) =>
            shares.length === 0 ? (
              <p className="text-muted">Shared with nobody so far.</p>
            ) : (
              <ul aria-label="Shared with" className="rounded-md border border-line">
                {shares.map((share) => (
                  <li
                    key={share.user_id}
                    className="flex h-10 items-center gap-3 border-b border-line pr-1.5 pl-3 last:border-0"
                  >
                    <span className="min-w-0 grow truncate">
                      <Person id={share.user_id} />
                    </span>
                    <Badge>{share.permission === 'write' ? 'may replace' : 'may read'}</Badge>
                    <IconButton label="End this share" size="sm" onClick={() => end.mutate(share)}>
                      <X />
                    </IconButton>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  )
}

interface NewShareProps {
  file: { bucket: string; key: string }
  refresh: () => Promise<unknown>
}

function NewShare({ file, refresh }: NewShareProps) {
  const form = useForm({
    initial: { email: '', permission: 'read' as Share['permission'] },
    submit: async ({ email, permission }) => {
      const { id: user_id } = await accountOf(email)
      const body = { user_id, permission }
      await api.POST('/api/v1/storage/{bucket}/{key}/share', { params: { path: file }, body })
      await refresh()
      form.set({ email: '' })
    },
  })
  return (
    <Form form={form} action="Share">
      <div className="grid gap-4 sm:grid-cols-[1fr_180px]">
        <TextField
          label="E-mail address"
          type="email"
          autoFocus
          autoComplete="off"
          {...form.field('email')}
        />
        <SelectField label="May" options={rights} {...form.field('permission')} />
      </div>
    </Form>
  )
}
