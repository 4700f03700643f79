import type { Access } from '../../src/surfaces/platform/access.ts'
import { type CallerName, callers } from './platform-world.ts'

/**
 * Who may pass which kind of door on the platform, written down by hand from the contract.
 * It is not made from
 * `surfaces/platform/access.ts`: whoever changes one must change the other.
 *
 * + passes, - is refused (403), 0 must say who it is (401). `scope`: what a key must hold, or none.
 * The client key (fbk) is that of an ordinary person: `*` in it is all that a person may do, so it
 * holds nothing of secrets; an administrator's does (`client-keys.test.ts`).
 */
const text = `
  access            scope              nobody person anonymous admin dashboard tenant_admin instance_admin gsk tsk anon pk fbk as_user as_anon as_service
  optional          none               +      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  optional_tables   tables:read        +      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  user              none               0      +      +         +     +         +            +              -   -   -    -  -   +       -       -
  sign_out          none               0      +      +         +     +         +            +              -   -   -    -  -   -       -       -
  own_credentials   none               0      +      -         +     +         +            +              -   -   -    -  -   -       -       -
  admin             none               0      -      -         +     -         +            +              -   -   -    -  -   -       -       -
  dashboard         none               0      -      -         +     +         +            +              -   -   -    -  -   -       -       -
  instance_admin    none               0      -      -         -     -         -            +              -   -   -    -  -   -       -       -
  tenants           *                  0      -      -         -     -         -            +              +   -   -    -  -   -       -       -
  tenant            *                  0      -      -         -     -         +            +              +   +   -    -  -   -       -       -
  impersonation     none               0      +      +         +     +         +            +              +   +   +    -  -   +       +       +
  service_keys      *                  0      -      -         +     -         +            +              +   +   -    -  -   -       -       -
  client_keys_read  clientkeys:read    0      +      +         +     +         +            +              +   +   -    +  +   +       -       +
  client_keys_write clientkeys:write   0      +      -         +     +         +            +              +   +   -    +  +   -       -       -
  secrets_read      secrets:read       0      -      -         +     -         +            +              +   +   -    +  -   -       -       +
  secrets_write     secrets:write      0      -      -         +     -         +            +              +   +   -    +  -   -       -       -
  owner             auth:read          0      +      +         +     +         +            +              -   -   -    +  +   +       -       -
  owner_write       auth:write         0      +      +         +     +         +            +              -   -   -    +  +   +       -       -
  owner_delete      auth:write         0      +      -         +     +         +            +              -   -   -    +  +   -       -       -
  tables_read       tables:read        0      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  tables_write      tables:write       0      +      +         +     +         +            +              +   +   +    +  +   +       -       +
  tables_list       tables:read        0      -      -         +     +         +            +              +   +   -    -  -   -       -       +
  migrations_read   migrations:read    0      -      -         -     -         +            +              +   +   -    -  -   -       -       +
  migrations_write  migrations:execute 0      -      -         -     -         +            +              +   +   -    -  -   -       -       -
  webhooks_read     webhooks:read      0      +      +         +     +         +            +              +   +   -    +  +   +       -       +
  webhooks_write    webhooks:write     0      +      -         +     +         +            +              +   +   -    +  +   -       -       -
  optional_realtime realtime:connect   +      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  realtime_stats    realtime:connect   0      -      -         +     -         +            +              +   -   -    -  -   -       -       +
  realtime_broadcast realtime:broadcast 0     +      +         +     +         +            +              +   +   -    +  +   +       -       +
  realtime_tables   *                  0      -      -         +     -         +            +              +   +   -    -  -   -       -       -
  optional_storage  storage:read       +      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  storage_read      storage:read       0      +      +         +     +         +            +              +   +   +    +  +   +       +       +
  storage_write     storage:write      0      +      +         +     +         +            +              +   +   +    +  +   +       -       +
  buckets_read      storage:read       0      -      -         +     -         +            +              +   +   -    -  -   -       -       +
  buckets_write     storage:write      0      -      -         +     -         +            +              +   +   -    -  -   -       -       -
  monitoring        monitoring:read    0      -      -         +     -         +            +              +   +   -    -  -   -       -       +
  decrypt_secrets   *                  0      -      -         -     -         -            -              +   -   -    -  -   -       -       -
`

export type Door = 'open' | 'forbidden' | 'closed'

const doors: Record<string, Door> = { '+': 'open', '-': 'forbidden', '0': 'closed' }

export interface Row {
  scope: string | undefined
  door: Record<CallerName, Door>
}

/** By kind of access; kinds that read no credential have none. */
export const matrix = ((): Map<Access, Row> => {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  if (head.slice(2).join() !== callers.join()) throw new Error('the columns are not the callers')
  return new Map(
    rows.map(([access, scope, ...cells]) => [
      access as Access,
      {
        scope: scope === 'none' ? undefined : scope,
        door: Object.fromEntries(callers.map((name, i) => [name, doors[cells[i] ?? '']])),
      } as Row,
    ]),
  )
})()
