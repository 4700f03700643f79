import { Eye, Plus, ShieldAlert, Table2 } from 'lucide-react'
import { useState } from 'react'
import { isTable, pathOf, type Structure, type Table } from '../../catalog/schema.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { PageLink } from '../../ui/link.tsx'
import { SearchField } from '../../ui/toolbar.tsx'

interface ExplorerProps {
  structure: Structure
  at: { schema: string; name: string }
  onNew: () => void
}

/** Schemas and their tables, to choose from. */
export function Explorer({ structure, at, onNew }: ExplorerProps) {
  const [words, setWords] = useState('')
  const found = structure.tables.filter(({ schema, name }) =>
    `${schema}.${name}`.toLowerCase().includes(words.toLowerCase()),
  )
  const schemas = [...new Set(found.map(({ schema }) => schema))].sort(
    (a, b) => Number(b === 'public') - Number(a === 'public') || a.localeCompare(b),
  )
  return (
    <>
      <div className="flex items-center gap-1 p-2">
        <SearchField label="Find a table" value={words} onChange={setWords} />
        <IconButton label="New table" onClick={onNew}>
          <Plus />
        </IconButton>
      </div>
      <nav aria-label="Tables" className="min-h-0 grow overflow-y-auto px-2 pb-4">
        {schemas.map((schema) => (
          <section key={schema} aria-label={schema}>
            <h2 className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">{schema}</h2>
            <ul>
              {found
                .filter((table) => table.schema === schema)
                .map((table) => (
                  <Entry
                    key={table.name}
                    table={table}
                    isHere={table.schema === at.schema && table.name === at.name}
                  />
                ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && words && (
          <p className="px-2 py-4 text-muted">No table has “{words}” in its name.</p>
        )}
      </nav>
    </>
  )
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

function Entry({ table, isHere }: { table: Table; isHere: boolean }) {
  const Icon = isTable(table) ? Table2 : Eye
  return (
    <li>
      <PageLink
        plain
        to={pathOf(table)}
        aria-current={isHere ? 'page' : undefined}
        className={cx(
          'flex h-7.5 items-center gap-2 rounded-md px-2',
          isHere ? 'bg-pressed font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <Icon
          aria-label={isTable(table) ? 'Table' : 'View'}
          className="size-4 shrink-0 text-faint"
        />
        <span className="min-w-0 grow truncate">{table.name}</span>
        {isTable(table) && !table.rls_enabled && (
          <ShieldAlert
            aria-label="No row-level security"
            className="size-3.5 shrink-0 text-warn-text"
          />
        )}
        {table.row_estimate !== null && (
          <span className={cx('text-2xs tabular-nums', isHere ? 'text-muted' : 'text-faint')}>
            {compact.format(table.row_estimate)}
          </span>
        )}
      </PageLink>
    </li>
  )
}
