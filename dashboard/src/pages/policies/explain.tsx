import { ScanSearch, ShieldQuestionMark } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Told } from '../../api/faults.ts'
import { isTable, type Structure } from '../../catalog/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { SelectField, TextAreaField, TextField } from '../../ui/field.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import { RunAs, type Somebody } from '../sql/run-as.tsx'
import { type Explained, Explanation } from './explanation.tsx'

type Op = 'select' | 'insert' | 'update' | 'delete'

const ops = [
  { value: 'select', label: 'Reads' },
  { value: 'insert', label: 'Adds' },
  { value: 'update', label: 'Changes' },
  { value: 'delete', label: 'Deletes' },
] as const

/** What would become of somebody else's request, and which policy decides. Nothing is changed. */
export function Explain({ structure, chosen }: { structure: Structure; chosen: string }) {
  const tables = structure.tables.filter(isTable).map(({ schema, name }) => `${schema}/${name}`)
  const [somebody, setSomebody] = useState<Somebody>({ label: 'anon', as: { role: 'anon' } })
  const [table, setTable] = useState(
    tables.find((name) => name === chosen.replace('.', '/')) ?? tables[0] ?? '',
  )
  const [op, setOp] = useState<Op>('select')
  const [filter, setFilter] = useState('')
  const [values, setValues] = useState('{}')
  const [state, setState] = useState<{ busy?: boolean; error?: unknown; answer?: Explained }>({})
  if (tables.length === 0)
    return (
      <Empty
        icon={ShieldQuestionMark}
        title="No table to ask about yet"
        action={<PageLink to="/tables">Make a table</PageLink>}
      >
        Here you see what would become of somebody else’s request: which rows they reach, and which
        policy lets them.
      </Empty>
    )
  const hasValues = op === 'insert' || op === 'update'
  const ask = async () => {
    setState({ busy: true })
    try {
      const { data } = await api.POST('/api/v1/admin/explain-access', {
        body: {
          as: somebody.as ?? {},
          table,
          op,
          sample: 20,
          ...(filter && op !== 'insert' && { filter }),
          ...(hasValues && { values: JSON.parse(values) }),
        },
      })
      setState({ answer: data })
    } catch (error) {
      setState({
        error:
          error instanceof SyntaxError
            ? new Told(`The values are not JSON: ${error.message}`)
            : error,
      })
    }
  }
  return (
    <div className="grid gap-4">
      <Card
        title="Whose request, and for what"
        description="Planned in a transaction that is rolled back; what was asked of whom is written to the audit log."
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void ask()
          }}
        >
          <div className="flex items-center gap-2">
            <RunAs what="As" value={somebody} onChange={setSomebody} />
          </div>
          <div className="grid gap-4 sm:grid-cols-[140px_1fr_1fr]">
            <SelectField label="What" value={op} options={ops} onChange={setOp} />
            <SelectField
              label="Table"
              value={table}
              options={tables.map((value) => ({ value, label: value.replace('/', '.') }))}
              onChange={setTable}
            />
            {op !== 'insert' && (
              <TextField
                label="Which rows"
                optional
                placeholder="id=eq.1"
                spellCheck={false}
                value={filter}
                onChange={setFilter}
              />
            )}
          </div>
          {hasValues && (
            <TextAreaField
              mono
              label="Values"
              hint="JSON: what would be written"
              spellCheck={false}
              value={values}
              onChange={setValues}
            />
          )}
          <div className="flex justify-end">
            <Button
              kind="primary"
              type="submit"
              icon={<ScanSearch />}
              busy={state.busy ?? false}
              disabled={!table}
            >
              Explain
            </Button>
          </div>
        </form>
      </Card>
      {state.error !== undefined && <ErrorNote error={state.error} />}
      {state.answer && <Explanation answer={state.answer} />}
    </div>
  )
}
