import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { nameOf, type StoredFile } from './shapes.ts'

interface MoveDialogProps {
  bucket: string
  file: StoredFile
  isCopy: boolean
  onClose: () => void
}

interface Move {
  from_path: string
  to_path: string
  to_bucket: string
  upsert: boolean
}

/** Another name, folder or bucket; the same with a copy. */
export function MoveDialog({ bucket, file, isCopy, onClose }: MoveDialogProps) {
  const buckets = useQuery(query(['buckets'], () => api.GET('/api/v1/storage/buckets')))
  const send = useAction<Move>({
    run: (body) => {
      const params = { path: { bucket } }
      return isCopy
        ? api.POST('/api/v1/storage/{bucket}/copy', { params, body })
        : api.POST('/api/v1/storage/{bucket}/move', { params, body })
    },
    changes: [['files']],
    quiet: true,
    done: isCopy ? 'The file is copied' : 'The file is moved',
    ...(!isCopy && {
      undo: ({ to_path, to_bucket }) =>
        api.POST('/api/v1/storage/{bucket}/move', {
          params: { path: { bucket: to_bucket } },
          body: { from_path: to_path, to_path: file.key, to_bucket: bucket, upsert: false },
        }),
    }),
  })
  const form = useForm({
    initial: { to_bucket: bucket, to_path: isCopy ? copyOf(file.key) : file.key, upsert: false },
    submit: (values) => send.mutateAsync({ from_path: file.key, ...values }),
    onDone: onClose,
  })
  const options = (buckets.data?.buckets ?? [{ name: bucket }]).map(({ name }) => ({
    value: name,
    label: name,
  }))
  return (
    <FormDialog
      form={form}
      title={`${isCopy ? 'Copy' : 'Rename or move'} ${nameOf(file.key)}`}
      action={isCopy ? 'Copy' : 'Move'}
      onClose={onClose}
    >
      <SelectField label="Bucket" options={options} {...form.field('to_bucket')} />
      <TextField
        label="Name"
        hint="With its folders: invoices/2026/may.pdf"
        spellCheck={false}
        autoFocus
        {...form.field('to_path')}
      />
      <SwitchField
        label="Replace a file of that name"
        hint="Otherwise it is refused where there is one."
        {...form.toggle('upsert')}
      />
    </FormDialog>
  )
}

const copyOf = (path: string): string => path.replace(/(\.[^./]+)?$/, ' copy$1')
