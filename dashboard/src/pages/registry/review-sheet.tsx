import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextAreaField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { OutLink } from '../../ui/link.tsx'
import { Facts } from '../../ui/page.tsx'
import { exactTime } from '../../ui/time.tsx'
import { Checks } from './checks.tsx'
import { iso, type Review } from './queries.ts'
import { meaning } from './scopes.ts'

/** One app to decide about: the report, what it says of itself, and the decision. */
export function ReviewSheet({ review, onClose }: { review: Review; onClose: () => void }) {
  const { app, status, submitted } = review
  const [isRefusing, setRefusing] = useState(false)
  const approve = useAction({
    run: () =>
      api.POST('/v1/admin/apps/{id}/approve', { params: { path: { id: app.id } }, body: {} }),
    changes: [['registry']],
    done: `${app.name} is published`,
  })
  const link = (url: string | null | undefined) => (url ? <OutLink href={url}>{url}</OutLink> : '–')
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={app.name}
      description={`Handed in ${exactTime(iso(submitted) ?? '')}`}
      footer={
        status === 'in_review' && (
          <>
            <Button onClick={() => setRefusing(true)}>Refuse</Button>
            <Button
              kind="primary"
              busy={approve.isPending}
              onClick={() => approve.mutate(undefined, { onSuccess: onClose })}
            >
              Publish
            </Button>
          </>
        )
      }
    >
      <h3 className="mb-2 font-medium">What the server saw</h3>
      <Checks review={review} />
      <h3 className="mt-5 mb-1 font-medium">What it says of itself</h3>
      <Facts
        rows={[
          ['Description', app.description ?? app.short_description ?? '–'],
          [
            'Asks to',
            <span key="scopes" className="flex flex-wrap gap-1">
              {app.requested_scopes.map((scope) => (
                <Badge key={scope}>{meaning(scope)}</Badge>
              ))}
            </span>,
          ],
          ['Redirects', app.redirect_uris.join(', ') || '–'],
          ['Webhook', app.webhook_url ?? '–'],
          ['Privacy', link(app.privacy_policy_url)],
          ['Homepage', link(app.homepage_url)],
          ...(review.rejection_reason
            ? ([['Refused because', review.rejection_reason]] as const)
            : []),
        ]}
      />
      {isRefusing && <Refuse review={review} onClose={() => setRefusing(false)} onDone={onClose} />}
    </Sheet>
  )
}

function Refuse({
  review,
  onClose,
  onDone,
}: {
  review: Review
  onClose: () => void
  onDone: () => void
}) {
  const { id, name } = review.app
  const refuse = useAction<{ rejection_reason: string }>({
    run: (body) => api.POST('/v1/admin/apps/{id}/reject', { params: { path: { id } }, body }),
    changes: [['registry']],
    quiet: true,
    done: `${name} is refused`,
  })
  const form = useForm({
    initial: { rejection_reason: '' },
    check: ({ rejection_reason }) => ({
      rejection_reason: rejection_reason.trim() ? '' : 'Say what has to change',
    }),
    submit: (values) => refuse.mutateAsync(values),
    onDone,
  })
  return (
    <FormDialog form={form} title={`Refuse ${name}`} action="Refuse" onClose={onClose}>
      <TextAreaField
        label="Why"
        hint="The developer reads it."
        autoFocus
        {...form.field('rejection_reason')}
      />
    </FormDialog>
  )
}
