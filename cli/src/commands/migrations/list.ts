import { existsSync } from 'node:fs'
import type { Call, Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { table, timeOf } from '../../table.ts'
import { type InFolder, readFolder } from './folder.ts'

export interface OnServer {
  name: string
  status: 'pending' | 'applied' | 'failed' | 'rolled_back'
  up_sql: string
  down_sql: string | null
  applied_at: string | null
}

export async function fetchMigrations({ client, options }: Call): Promise<OnServer[]> {
  const namespace = options.text('namespace')
  const query = namespace ? `?namespace=${encodeURIComponent(namespace)}` : ''
  return (await ask(await client(), 'GET', `/api/v1/admin/migrations${query}`)) as OnServer[]
}

export const list: Run = async (call) => {
  const dir = call.options.text('dir')
  const inFolder =
    dir !== undefined || existsSync('migrations') ? readFolder(dir ?? 'migrations') : []
  const rows = join(inFolder, await fetchMigrations(call))
  call.terminal.show(rows, () =>
    table(
      call.terminal,
      rows,
      {
        name: (row) => row.name,
        status: (row) => row.status,
        applied: (row) => timeOf(row.applied_at),
        file: (row) => row.file,
      },
      'No migrations: make one with flumen migrations new.',
    ),
  )
  return undefined
}

interface Row {
  name: string
  status: string
  applied_at: string | null
  file: 'same' | 'differs' | 'missing'
}

function join(inFolder: InFolder[], onServer: OnServer[]): Row[] {
  const files = new Map(inFolder.map((file) => [file.name, file]))
  const known = new Map(onServer.map((one) => [one.name, one]))
  return [...new Set([...files.keys(), ...known.keys()])].sort().map((name) => {
    const [file, there] = [files.get(name), known.get(name)]
    const isSame =
      file?.up_sql === there?.up_sql && (file?.down_sql ?? '') === (there?.down_sql ?? '')
    return {
      name,
      status: there?.status ?? 'not sent',
      applied_at: there?.applied_at ?? null,
      file: !file ? 'missing' : !there || isSame ? 'same' : 'differs',
    }
  })
}
