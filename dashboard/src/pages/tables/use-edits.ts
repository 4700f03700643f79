import { explain } from '../../api/faults.ts'
import { addRows, changeRow, deleteRows, type Row } from '../../catalog/rows.ts'
import { pointingAt, type Structure, type Table } from '../../catalog/schema.ts'
import { toast } from '../../ui/toast.tsx'

interface Shown {
  put: (row: Row) => void
  refresh: () => void
}

export interface Change {
  row: Row
  changes: Row
}

const only = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]))

const failed = (error: unknown) => {
  const { title, advice } = explain(error)
  toast({ title, text: advice, tone: 'danger' })
}

/** Changes of rows: seen at once, told with an Undo, taken back where the server refuses. */
export function useEdits(table: Table, structure: Structure, { put, refresh }: Shown) {
  async function change(list: readonly Change[], isUndo = false): Promise<void> {
    for (const { row, changes } of list) put({ ...row, ...changes })
    const done: Change[] = []
    for (const { row, changes } of list) {
      try {
        const now = await changeRow(table, row, changes)
        if (now) put(now)
        else refresh()
        done.push({ row: { ...row, ...changes }, changes: only(row, Object.keys(changes)) })
      } catch (error) {
        put(row)
        failed(error)
        break
      }
    }
    const [first] = done
    if (isUndo || !first) return
    const names = Object.keys(first.changes).join(', ')
    toast({
      title: done.length === 1 ? `${names} is changed` : `${done.length} rows are changed`,
      undo: () => change(done.reverse(), true),
    })
  }

  async function remove(rows: readonly Row[]): Promise<void> {
    await deleteRows(table, rows)
    refresh()
    toast({
      title: rows.length === 1 ? 'The row is deleted' : `${rows.length} rows are deleted`,
      ...(canComeBack(table, structure) && {
        undo: async () => {
          await addRows(
            table,
            rows.map((row) => writable(table, row)),
          )
          refresh()
        },
      }),
    })
  }

  async function add(row: Row): Promise<void> {
    const made = await addRows(table, [row])
    refresh()
    toast({
      title: 'The row is added',
      ...(table.primary_key.length > 0 && {
        undo: async () => {
          await deleteRows(table, made)
          refresh()
        },
      }),
    })
  }

  return { change, remove, add }
}

const writable = (table: Table, row: Row): Row =>
  only(
    row,
    table.columns.filter(({ generated }) => !generated).map(({ name }) => name),
  )

/** Deleted rows can be put back as they were: with their keys, and without others that went along. */
export const canComeBack = (table: Table, structure: Structure): boolean =>
  table.columns.every(({ identity }) => identity !== 'always') &&
  pointingAt(structure, table).every(({ key }) => /no action|restrict/i.test(key.on_delete))
