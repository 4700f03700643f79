import { Badge, type Tone } from '../../ui/badge.tsx'
import type { RegistryApp } from './queries.ts'

const tones: Record<RegistryApp['status'], Tone> = {
  draft: 'neutral',
  in_review: 'warn',
  published: 'good',
  rejected: 'danger',
}

export const AppState = ({ status }: { status: RegistryApp['status'] }) => (
  <Badge tone={tones[status]}>{status.replace('_', ' ')}</Badge>
)
