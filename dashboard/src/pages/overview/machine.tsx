import { amount, bytes, duration } from '../../ui/amounts.ts'
import { Dot } from '../../ui/badge.tsx'
import { Card, Facts } from '../../ui/page.tsx'
import type { Stats } from './overview.tsx'

export function Machine({ stats, databaseSize }: { stats: Stats; databaseSize: string }) {
  const { database, queue, realtime, storage, changes, process } = stats
  return (
    <Card title="Behind it">
      <Facts
        rows={[
          [
            'Database',
            `${databaseSize}, ${database.connections} of ${database.max_connections} connections`,
          ],
          [
            'Files',
            `${amount(storage.objects)} in ${amount(storage.buckets)} buckets, ${bytes(storage.bytes)}`,
          ],
          [
            'Realtime',
            `${amount(realtime.connections)} connections, ${amount(realtime.subscriptions)} subscriptions`,
          ],
          [
            'Change log',
            changes.lag === 0 ? 'nobody is behind' : `${amount(changes.lag)} wait for a commit`,
          ],
          [
            'Queue',
            queue.failed > 0 ? (
              <Dot key="queue" tone="danger">
                {amount(queue.failed)} gave up, {amount(queue.pending)} wait
              </Dot>
            ) : (
              `${amount(queue.running)} run, ${amount(queue.pending + queue.outbox)} wait`
            ),
          ],
          ['Memory', bytes(process.memory_bytes)],
          ['CPU time', duration(process.cpu_seconds)],
        ]}
      />
    </Card>
  )
}
