import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { TextAreaField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { MailView } from './mail-view.tsx'
import type { Template } from './texts.tsx'

/** Subject and text of one kind of mail, and the mail they make while they are typed. */
export function TextEditor({ template, title }: { template: Template; title: string }) {
  const { kind, language, required, placeholders } = template
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const params = { path: { kind, language } }
  const form = useForm({
    initial: { subject: template.subject, body: template.body },
    submit: async (body) => {
      await api.PUT('/api/v1/admin/email/templates/{kind}/{language}', { params, body })
      await client.invalidateQueries({ queryKey: ['mail-templates'] })
      toast({ title: 'The text is saved', ...(template.source === 'default' && { undo: reset }) })
    },
  })
  const reset = async () => {
    await api.DELETE('/api/v1/admin/email/templates/{kind}/{language}', { params })
    await client.invalidateQueries({ queryKey: ['mail-templates'] })
  }
  const draft = useDeferredValue(form.values)
  const preview = useQuery({
    ...query(['mail-preview', kind, language, draft], (signal) =>
      api.POST('/api/v1/admin/email/templates/{kind}/{language}/preview', {
        params,
        body: { template: draft },
        signal,
      }),
    ),
    placeholderData: (held) => held,
    retry: false,
  })
  return (
    <div className="grid items-start gap-5 xl:grid-cols-2">
      <Card
        title={title}
        description="Every language has its own text; where you write none, ours is sent."
        actions={
          template.source === 'instance' && (
            <Button size="sm" icon={<RotateCcw />} onClick={() => setAsked(true)}>
              Back to ours
            </Button>
          )
        }
        footer={
          <>
            {form.isChanged && <Button onClick={form.reset}>Discard</Button>}
            <Button
              kind="primary"
              type="submit"
              form="mail-text"
              disabled={!form.isChanged}
              busy={form.busy}
            >
              Save
            </Button>
          </>
        }
      >
        <Form id="mail-text" form={form}>
          <TextField label="Subject" {...form.field('subject')} />
          <TextAreaField
            label="Text"
            rows={14}
            mono
            hint={`Filled in: ${placeholders.map((name) => `{{${name}}}`).join(' ')}${required.length > 0 ? `. Needed: ${required.map((name) => `{{${name}}}`).join(' ')}` : ''}`}
            {...form.field('body')}
          />
        </Form>
      </Card>
      <Card title="As it looks" description={preview.data?.subject}>
        {preview.error ? (
          <ErrorNote error={preview.error} />
        ) : preview.data ? (
          <MailView html={preview.data.html} label="Preview of the mail" />
        ) : (
          <Skeleton className="h-72" />
        )}
      </Card>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title="Back to our text?"
        description="Your text in this language is deleted."
        action="Delete my text"
        run={reset}
      />
    </div>
  )
}
