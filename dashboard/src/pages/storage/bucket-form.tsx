import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { SwitchField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Bucket } from './shapes.ts'

/** Makes a bucket, or changes what one takes and who reads it. */
export function BucketForm({ bucket, onClose }: { bucket?: Bucket; onClose: () => void }) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      name: bucket?.name ?? '',
      public: bucket?.public ?? false,
      max_file_size: bucket?.max_file_size ? String(bucket.max_file_size / 1e6) : '',
      allowed_mime_types: bucket?.allowed_mime_types?.join(', ') ?? '',
    },
    check: ({ name, max_file_size }) => ({
      name: name ? '' : 'Give it a name',
      max_file_size: max_file_size && !(Number(max_file_size) > 0) ? 'A number of megabytes' : '',
    }),
    submit: async ({ name, public: isPublic, max_file_size, allowed_mime_types }) => {
      const types = allowed_mime_types.split(/[\s,]+/).filter(Boolean)
      const body = {
        public: isPublic,
        max_file_size: (max_file_size ? Math.round(Number(max_file_size) * 1e6) : null) as number,
        allowed_mime_types: (types.length > 0 ? types : null) as string[],
      }
      const params = { path: { bucket: name } }
      if (bucket) await api.PUT('/api/v1/storage/buckets/{bucket}', { params, body })
      else await api.POST('/api/v1/storage/buckets/{bucket}', { params, body })
    },
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['buckets'] })
      toast({ title: bucket ? 'Settings are saved' : `Bucket ${form.values.name} is made` })
      onClose()
    },
  })
  return (
    <FormDialog
      form={form}
      title={bucket ? `Settings of ${bucket.name}` : 'New bucket'}
      description="Limits hold for every way in, also for links and resumable uploads."
      action={bucket ? 'Save' : 'Create bucket'}
      onClose={onClose}
    >
      {!bucket && (
        <TextField
          label="Name"
          hint="Lower case letters, digits, dots and dashes. It stands in every address."
          spellCheck={false}
          autoFocus
          {...form.field('name')}
        />
      )}
      <SwitchField
        label="Public"
        hint="Everybody may read its files, also without a credential."
        {...form.toggle('public')}
      />
      <TextField
        label="Largest file"
        optional
        hint="In megabytes. Empty: as large as the server takes."
        inputMode="decimal"
        {...form.field('max_file_size')}
      />
      <TextField
        label="Types it takes"
        optional
        hint="Such as image/*, application/pdf. A file's type is what its bytes say."
        placeholder="all"
        spellCheck={false}
        {...form.field('allowed_mime_types')}
      />
    </FormDialog>
  )
}
