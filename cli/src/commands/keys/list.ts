import type { Run } from '../../command.ts'
import { ask } from '../../connection.ts'
import { table, timeOf } from '../../table.ts'
import { type Key, keyOf, kindOf } from './kinds.ts'

interface Credential {
  id: string
  kind: string
  name: string
  prefix: string | null
  is_active: boolean
  last_used_at: string | null
  expires_at: string | null
}

export const list: Run = async ({ options, terminal, client }) => {
  if (options.text('kind') === undefined) {
    const all = (await ask(await client(), 'GET', '/v1/me/credentials')) as Credential[]
    terminal.show(all, () => table(terminal, all, { kind: ({ kind }) => kind, ...columns }))
    return undefined
  }
  const kind = kindOf(options)
  const keys = kind.listOf(await ask(await client(), 'GET', kind.path)).map(keyOf)
  const shown = { ...columns, scopes: (key: Key) => key.scopes }
  terminal.show(keys, () => table(terminal, keys, shown, 'No keys of this kind.'))
  return undefined
}

type Shown = Omit<Key, 'prefix' | 'scopes'> & { prefix: string | null }

const columns = {
  id: ({ id }: Shown) => id,
  name: ({ name }: Shown) => name,
  prefix: ({ prefix }: Shown) => prefix,
  active: ({ is_active }: Shown) => is_active,
  'last used': ({ last_used_at }: Shown) => timeOf(last_used_at),
  expires: ({ expires_at }: Shown) => timeOf(expires_at),
}
