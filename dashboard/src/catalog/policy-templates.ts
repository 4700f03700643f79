import { ident, qualified } from './sql.ts'

/** Who may do what with the rows of a table, ready made. */
export interface PolicyTemplate {
  value: string
  label: string
  hint: string
  /** A column that it needs. */
  column?: { name: string; definition: string }
  sql: (table: { schema: string; name: string }) => string[]
}

const everything = 'select, insert, update, delete'

export const policyTemplates: readonly PolicyTemplate[] = [
  {
    value: 'owner',
    label: 'Owner only',
    hint: 'People see and change the rows they made. Adds a column user_id.',
    column: {
      name: 'user_id',
      definition: 'uuid not null default auth.uid() references auth.users (id) on delete cascade',
    },
    sql: (table) => [
      `grant ${everything} on ${qualified(table)} to authenticated;`,
      `create policy owner_only on ${qualified(table)} to authenticated\n  using (user_id = (select auth.uid()))\n  with check (user_id = (select auth.uid()));`,
      `create index on ${qualified(table)} (user_id);`,
    ],
  },
  {
    value: 'read',
    label: 'Everybody reads',
    hint: 'Anybody reads all rows, signed in or not; only services write.',
    sql: (table) => [
      `grant select on ${qualified(table)} to anon, authenticated;`,
      `create policy everybody_reads on ${qualified(table)} for select to anon, authenticated using (true);`,
    ],
  },
  {
    value: 'read-own-write',
    label: 'Everybody reads, owners write',
    hint: 'Anybody reads; people change the rows they made. Adds a column user_id.',
    column: {
      name: 'user_id',
      definition: 'uuid not null default auth.uid() references auth.users (id) on delete cascade',
    },
    sql: (table) => [
      `grant select on ${qualified(table)} to anon, authenticated;`,
      `grant insert, update, delete on ${qualified(table)} to authenticated;`,
      `create policy everybody_reads on ${qualified(table)} for select to anon, authenticated using (true);`,
      ...['insert', 'update', 'delete'].map(
        (command) =>
          `create policy owner_${command}s on ${qualified(table)} for ${command} to authenticated ${command === 'insert' ? '' : 'using (user_id = (select auth.uid()))'}${command === 'delete' ? '' : `${command === 'insert' ? '' : ' '}with check (user_id = (select auth.uid()))`};`,
      ),
      `create index on ${qualified(table)} (user_id);`,
    ],
  },
  {
    value: 'signed-in',
    label: 'Whoever is signed in',
    hint: 'Everybody with an account reads and writes all rows.',
    sql: (table) => [
      `grant ${everything} on ${qualified(table)} to authenticated;`,
      `create policy signed_in on ${qualified(table)} to authenticated using (true) with check (true);`,
    ],
  },
  {
    value: 'tenant',
    label: 'Members of its tenant',
    hint: 'Rows belong to a tenant; its members see and change them. Adds a column tenant_id.',
    column: { name: 'tenant_id', definition: 'uuid not null' },
    sql: (table) => [
      `grant ${everything} on ${qualified(table)} to authenticated, tenant_service;`,
      `create policy of_tenant on ${qualified(table)} to authenticated, tenant_service\n  using (auth.has_tenant_access(tenant_id))\n  with check (auth.has_tenant_access(tenant_id));`,
      `create index on ${qualified(table)} (tenant_id);`,
    ],
  },
  {
    value: 'none',
    label: 'Nobody yet',
    hint: 'Only services, until you write policies.',
    sql: () => [],
  },
]

export const templateOf = (value: string): PolicyTemplate | undefined =>
  policyTemplates.find((one) => one.value === value)

export interface PolicyDraft {
  name: string
  command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  permissive: boolean
  roles: string[]
  using: string
  check: string
}

/** Which conditions a command knows. */
export const hasUsing = (command: PolicyDraft['command']): boolean => command !== 'insert'
export const hasCheck = (command: PolicyDraft['command']): boolean =>
  command !== 'select' && command !== 'delete'

export function createPolicy(table: { schema: string; name: string }, draft: PolicyDraft): string {
  const parts = [
    `create policy ${ident(draft.name)} on ${qualified(table)}`,
    draft.permissive ? '' : 'as restrictive',
    draft.command === 'all' ? '' : `for ${draft.command}`,
    draft.roles.length > 0
      ? `to ${draft.roles.map((role) => (role === 'public' ? role : ident(role))).join(', ')}`
      : '',
    hasUsing(draft.command) && draft.using.trim() ? `\n  using (${draft.using.trim()})` : '',
    hasCheck(draft.command) && draft.check.trim() ? `\n  with check (${draft.check.trim()})` : '',
  ]
  return `${parts.filter(Boolean).join(' ')};`
}
