import { MoreHorizontal, Pencil, SendHorizontal, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useGo } from '../../ui/link.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { AppForm } from './app-form.tsx'
import { inMode, type Mode, once, type RegistryApp } from './queries.ts'

/** The way of an app: draft, in review, published; and back. */
export function AppActions({ app, mode }: { app: RegistryApp; mode: Mode }) {
  const go = useGo()
  const [doing, setDoing] = useState<'edit' | 'unpublish' | 'delete'>()
  const close = () => setDoing(undefined)
  const asked = { params: { path: { id: app.id }, header: once() }, headers: inMode(mode) }
  const changes = [['registry']]
  const submit = useAction({
    run: () => api.POST('/v1/apps/{id}/submit_for_review', asked),
    changes,
    done: 'The app is handed in',
    undo: () =>
      api.POST('/v1/apps/{id}/withdraw', { ...asked, params: { ...asked.params, header: once() } }),
  })
  const withdraw = useAction({
    run: () => api.POST('/v1/apps/{id}/withdraw', asked),
    changes,
    done: 'The app is a draft again',
  })
  const unpublish = useAction({
    run: () => api.POST('/v1/apps/{id}/unpublish', asked),
    changes,
    quiet: true,
    done: 'The app is out of the marketplace',
  })
  const remove = useAction({
    run: () =>
      api.DELETE('/v1/apps/{id}', { params: { path: { id: app.id } }, headers: inMode(mode) }),
    changes,
    quiet: true,
    done: `${app.name} is deleted`,
  })
  return (
    <>
      {(app.status === 'draft' || app.status === 'rejected') &&
        app.distribution_type === 'public' && (
          <Button
            kind="primary"
            icon={<SendHorizontal />}
            busy={submit.isPending}
            onClick={() => submit.mutate()}
          >
            Hand in for review
          </Button>
        )}
      {app.status === 'in_review' && (
        <Button icon={<Undo2 />} busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          Take back
        </Button>
      )}
      {app.status === 'published' && (
        <Button onClick={() => setDoing('unpublish')}>Unpublish</Button>
      )}
      <Button icon={<Pencil />} onClick={() => setDoing('edit')}>
        Edit
      </Button>
      <Menu
        trigger={
          <IconButton label="More">
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem danger icon={<Trash2 />} onSelect={() => setDoing('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {doing === 'edit' && <AppForm app={app} mode={mode} onClose={close} />}
      <Confirm
        open={doing === 'unpublish'}
        onClose={close}
        title={`Take ${app.name} out of the marketplace?`}
        description="Who has it installed keeps it. To come back it is reviewed again."
        action="Unpublish"
        run={() => unpublish.mutateAsync()}
      />
      <Confirm
        open={doing === 'delete'}
        onClose={close}
        title={`Delete ${app.name}?`}
        description="With its clients and every token: whoever has it installed loses it at once."
        action="Delete app"
        name={app.name}
        run={async () => {
          await remove.mutateAsync()
          go('/registry')
        }}
      />
    </>
  )
}
