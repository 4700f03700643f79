import { authorizedFetch } from '../../api/client.ts'
import { type Filter, searchOf } from '../../catalog/rows.ts'
import type { Table } from '../../catalog/schema.ts'
import { saveFile } from '../../ui/download.ts'
import { toast } from '../../ui/toast.tsx'

type Picker = (options: {
  suggestedName: string
}) => Promise<{ createWritable: () => Promise<WritableStream> }>

/** All rows as a file, streamed to the disk where the browser can do that. */
export async function exportRows(
  table: Table,
  filters: readonly Filter[],
  order: readonly string[],
  format: 'csv' | 'json' | 'ndjson',
): Promise<void> {
  const name = `${table.name}.${format}`
  const search = searchOf({ filters, order })
  search.set('format', format)
  const path = `/api/v1/tables/${encodeURIComponent(table.schema)}/${encodeURIComponent(table.name)}/export?${search}`
  try {
    const pick = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker
    const file = await pick?.({ suggestedName: name })
    const answer = await authorizedFetch(path)
    if (!answer.ok || !answer.body) throw new Error(await saidIn(answer))
    if (file) await answer.body.pipeTo(await file.createWritable())
    else saveFile(name, await answer.blob())
    toast({ title: `${name} is written` })
  } catch (error) {
    if ((error as Error).name === 'AbortError') return
    toast({ title: 'The export did not finish', text: (error as Error).message, tone: 'danger' })
  }
}

const saidIn = async (answer: Response): Promise<string> => {
  const body = (await answer.json().catch(() => ({}))) as { error?: string }
  return body.error ?? `The server answered ${answer.status}`
}
