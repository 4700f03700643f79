import type { UseQueryResult } from '@tanstack/react-query'
import { ShieldCheck, Wrench } from 'lucide-react'
import { useState } from 'react'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { StepsSheet } from './steps-sheet.tsx'

type Advice = Answer<'/api/v1/admin/advisor'>
type Finding = Item<Advice['findings']>

const levels = [
  ['error', 'Somebody reaches what they should not', 'danger'],
  ['warning', 'Somebody could, or it is slow', 'warn'],
  ['info', 'Untidy', 'neutral'],
] as const

/** What is open, loose, slow or double, and the SQL that mends it. */
export function Advisor({ advice }: { advice: UseQueryResult<Advice> }) {
  const [open, setOpen] = useState<Finding>()
  return (
    <Loaded query={advice}>
      {({ findings }) => (
        <div className="grid gap-4">
          {findings.length === 0 && (
            <Empty icon={ShieldCheck} title="Nothing to mend">
              Tables, policies, grants, views, functions and indexes are looked at each time this
              page is opened.
            </Empty>
          )}
          {levels.map(([level, title, tone]) => {
            const found = findings.filter((finding) => finding.level === level)
            return (
              found.length > 0 && (
                <Card key={level} flush title={title}>
                  <ul>
                    {found.map((finding) => (
                      <Line
                        key={finding.id}
                        finding={finding}
                        tone={tone}
                        onMend={() => setOpen(finding)}
                      />
                    ))}
                  </ul>
                </Card>
              )
            )
          })}
          {open && (
            <StepsSheet
              title={`Mend ${open.table ?? open.function ?? open.schema}`}
              description={open.message}
              sql={open.fix}
              name={`mend_${open.rule}`}
              onClose={() => setOpen(undefined)}
            />
          )}
        </div>
      )}
    </Loaded>
  )
}

interface LineProps {
  finding: Finding
  tone: 'danger' | 'warn' | 'neutral'
  onMend: () => void
}

const Line = ({ finding, tone, onMend }: LineProps) => (
  <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 last:border-0">
    <div className="min-w-0 grow basis-64">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tone}>{finding.rule.replaceAll('_', ' ')}</Badge>
        <code className="text-xs text-muted">
          {[finding.schema, finding.table ?? finding.function].filter(Boolean).join('.')}
        </code>
      </p>
      <p className="mt-1">{finding.message}</p>
    </div>
    <Button size="sm" icon={<Wrench />} onClick={onMend}>
      Mend
    </Button>
  </li>
)
