import { Code } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Facts } from '../../ui/page.tsx'
import { exactTime } from '../../ui/time.tsx'
import type { Entry } from './audit.tsx'

/** Signing in is done before anybody is somebody. */
export const whoDid = ({ email, user_id, kind }: Entry['actor']): string =>
  email ?? user_id ?? (kind === 'nobody' ? 'not signed in' : kind)

/** One event, with all that was written down of it. */
export function AuditRecord({ record, onClose }: { record: Entry; onClose: () => void }) {
  const { actor } = record
  return (
    <Sheet open onClose={onClose} title={record.event} description={exactTime(record.at)}>
      <Facts
        rows={[
          [
            'Who',
            actor.user_id ? (
              <PageLink key="who" to={`/users/${actor.user_id}`}>
                {whoDid(actor)}
              </PageLink>
            ) : (
              whoDid(actor)
            ),
          ],
          [
            'Whom',
            record.user_id ? (
              <PageLink key="whom" to={`/users/${record.user_id}`}>
                {record.user_email ?? record.user_id}
              </PageLink>
            ) : (
              '–'
            ),
          ],
          ['Acting for', record.impersonator ?? '–'],
          ['Through', record.surface ?? '–'],
          ['Address', record.address ?? '–'],
          ['Device', record.device ?? '–'],
          ['Tenant', record.tenant_id ? <Copyable key="tenant" text={record.tenant_id} /> : '–'],
          [
            'Request',
            record.request_id ? <Copyable key="request" text={record.request_id} /> : '–',
          ],
          ['Id', <Copyable key="id" text={record.id} />],
        ]}
      />
      <h3 className="mt-4 mb-2 font-medium">Details</h3>
      <Code label="Details" code={JSON.stringify(record.details, null, 2)} />
    </Sheet>
  )
}
