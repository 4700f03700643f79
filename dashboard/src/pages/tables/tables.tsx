import { useParams } from '@tanstack/react-router'
import { DatabaseZap, Plus, Table2 } from 'lucide-react'
import { useState } from 'react'
import { type Structure, tableOf, useStructure } from '../../catalog/schema.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Explorer } from './explorer.tsx'
import { TablePane } from './table-pane.tsx'
import { TableSheet } from './table-sheet.tsx'

/** All tables, and the rows of one. */
export default function Tables() {
  const { schema = '', table: name = '' } = useParams({ strict: false }) as {
    schema?: string
    table?: string
  }
  const structure = useStructure()
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setMaking(true)}>
      New table
    </Button>
  )
  return (
    <Page title={name || 'Tables'} full actions={name === '' ? make : undefined}>
      <Loaded query={structure}>
        {(found) => (
          <div className="flex h-full min-h-0">
            <aside
              className={cx(
                'flex w-60 shrink-0 flex-col border-r border-line max-md:w-full max-md:border-0',
                (name || isEmpty(found)) && 'max-md:hidden',
              )}
            >
              <Explorer structure={found} at={{ schema, name }} onNew={() => setMaking(true)} />
            </aside>
            <div className={cx('min-w-0 grow', !name && !isEmpty(found) && 'max-md:hidden')}>
              <Chosen structure={found} schema={schema} name={name} make={make} />
            </div>
            {isMaking && <TableSheet structure={found} onClose={() => setMaking(false)} />}
          </div>
        )}
      </Loaded>
    </Page>
  )
}

const isEmpty = ({ tables }: Structure): boolean => tables.length === 0

interface ChosenProps {
  structure: Structure
  schema: string
  name: string
  make: React.ReactNode
}

function Chosen({ structure, schema, name, make }: ChosenProps) {
  const table = tableOf(structure, schema, name)
  if (table) return <TablePane key={`${schema}.${name}`} table={table} structure={structure} />
  if (name)
    return (
      <Empty icon={DatabaseZap} title={`There is no table ${schema}.${name}`}>
        It may have been renamed or dropped. Choose another at the left.
      </Empty>
    )
  return isEmpty(structure) ? (
    <Empty icon={Table2} title="Make a table, have an API" action={make}>
      Every table is served over REST, GraphQL and realtime, for whom its policies let in. Make the
      first one here, with a migration, or with any tool that speaks PostgreSQL.
    </Empty>
  ) : (
    <Empty icon={Table2} title="Choose a table">
      Its rows are shown here: filter and sort them, edit them in place, follow foreign keys, bring
      in a CSV file.
    </Empty>
  )
}
