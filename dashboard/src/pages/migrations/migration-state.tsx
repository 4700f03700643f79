import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'

export type Migration = Item<Answer<'/api/v1/admin/migrations'>>

const states = {
  pending: ['accent', 'Pending'],
  applied: ['good', 'Applied'],
  failed: ['danger', 'Failed'],
  rolled_back: ['warn', 'Rolled back'],
} as const

export function MigrationState({ status }: Pick<Migration, 'status'>) {
  const [tone, label] = states[status]
  return <Badge tone={tone}>{label}</Badge>
}
