import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { OutLink } from '../../ui/link.tsx'
import { exactTime } from '../../ui/time.tsx'
import { nameOf } from './shapes.ts'

const lives = [
  { value: '300', label: '5 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '86400', label: '1 day' },
  { value: '604800', label: '7 days' },
]
const methods = [
  { value: 'GET', label: 'Download', hint: 'Whoever has the link may read this file' },
  { value: 'PUT', label: 'Upload', hint: 'Whoever has the link may put a file here' },
  { value: 'DELETE', label: 'Delete', hint: 'Whoever has the link may delete this file' },
]

/** A link that works without a credential. */
export function LinkDialog({
  bucket,
  path,
  onClose,
}: {
  bucket: string
  path: string
  onClose: () => void
}) {
  const [link, setLink] = useState<{ url: string; expires_at: string; method: string }>()
  const form = useForm({
    initial: { expires_in: '3600', method: 'GET' },
    submit: async ({ expires_in, method }) => {
      const { data } = await api.POST('/api/v1/storage/{bucket}/sign/{key}', {
        params: { path: { bucket, key: path } },
        body: { expires_in: Number(expires_in), method: method as 'GET' },
      })
      setLink(data)
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Link to ${nameOf(path)}`}
      description="For one file, one method and a time. It reaches no further than your own right, and ends with it."
      footer={link && <Button onClick={onClose}>Done</Button>}
    >
      {link ? (
        <div className="grid gap-2">
          <div className="flex items-start gap-2 rounded-md border border-edge bg-sunken p-3">
            <code className="max-h-32 min-w-0 grow overflow-y-auto text-xs break-all select-all">
              {link.url}
            </code>
            <CopyButton text={link.url} label="Copy link" />
          </div>
          <p className="text-muted">
            Works until {exactTime(link.expires_at)}.{' '}
            {link.method === 'GET' && <OutLink href={link.url}>Try it</OutLink>}
          </p>
        </div>
      ) : (
        <Form form={form} action="Make link">
          <SelectField label="What it is for" options={methods} {...form.field('method')} />
          <SelectField label="How long it works" options={lives} {...form.field('expires_in')} />
        </Form>
      )}
    </Dialog>
  )
}
