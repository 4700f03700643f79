import type { Call } from '../kit.ts'

/** What is asked of each route of tables and GraphQL by people who should learn nothing of others. */

const questions = [
  '',
  'select=*',
  'count=exact',
  'count=planned',
  'count=estimated',
  'order=name&limit=1&count=exact',
  'offset=1&count=exact',
  'name=like.*',
  'name=not.is.null&select=name',
  'amount=gt.0',
  'or=(amount.gt.0,name.like.*)',
  'not.and=(name.is.null)',
  'id=in.(1,2,3,4)',
  'select=count(*),max(name),min(amount),sum(price),max(day),max(host)',
  'select=name,count()',
  'select=count(*)&group_by=code',
  'select=amount.sum(),name',
  'select=*,items(*)',
  'select=*,items(*,marks(*),item_marks(*,marks(*)))',
  'select=id,...items(label,worth)',
  'select=id,items!inner(label)',
  'select=id,items(count())',
  'select=id,items(max(label))&items.worth=gt.0',
  'items=not.is.null&select=*,items(*)',
  'or=(items.label.like.*,items.worth.gt.0)',
  'data->>k=like.*&select=data->>k,data->n',
  'tags=cs.{}&select=tags',
  'select=x:name::text',
  'select=name&truncate=5',
  'name=gt.A&order=name.desc',
  'name=match.CANARY',
  'select=items(vaults(*))',
  'name=fts.canary',
]

const accepts = [
  'application/json',
  'text/csv',
  'application/vnd.pgrst.object+json',
  'application/vnd.pgrst.plan+json',
]

const ofItems = [
  '',
  'select=*,vaults(*)',
  'select=id,...vaults(name,amount)',
  'select=id,vaults!inner(name)',
  'order=vaults(name).desc&select=id,label',
  'vaults=not.is.null&select=*,vaults(id)',
  'or=(vaults.name.like.*)',
  'select=*,marks(*)',
  'select=label,vaults(count())',
  'select=max(label),vault_id',
]

const get = (path: string): Call[] =>
  questions.map((query) => ({ url: `${path}?${encodeURI(query)}` }))

const lists = (prefix: string): Call[] => [
  ...get(`${prefix}vaults`),
  ...get(`${prefix}names`).slice(0, 9),
  ...accepts.flatMap((accept) =>
    questions
      .slice(0, 3)
      .map((query) => ({ url: `${prefix}vaults?${query}`, headers: { accept } })),
  ),
  ...ofItems.map((query) => ({ url: `${prefix}items?${encodeURI(query)}` })),
  ...['marks', 'item_marks'].map((table) => ({ url: `${prefix}${table}?select=*` })),
]

const ids = ['1', '2', '3', '4', '9', '1,1', 'x', "1'"]

const byId = (prefix: string, method: 'GET' | 'DELETE' | 'PATCH' | 'PUT', body?: object): Call[] =>
  ids.map((id) => ({
    method,
    url: `${prefix}vaults/${encodeURIComponent(id)}${method === 'GET' ? '?select=*,items(*)' : ''}`,
    ...(body ? { body } : {}),
  }))

const filters = [
  'id=gt.0',
  'name=like.*',
  'id=eq.2',
  'items.worth=gt.0&select=*,items(*)',
  'or=(items.label.like.*)',
]

/** Rows that collide with those of others, by key and by a unique name. */
const colliding = [0, 1, 2, 3].flatMap((i) => [
  { id: i + 1 },
  { id: 50 + i, name: `CANARY${i}TEXT` },
])

const forged = (owner: string, tenant: string) => [
  { id: 70, owner },
  { id: 71, tenant_id: tenant },
]

const unknown = '00000000-0000-4000-8000-00000000dead'

const inserts = (url: string, method: 'POST' = 'POST'): Call[] => [
  ...colliding.map((body) => ({ method, url, body })),
  ...forged(unknown, unknown).map((body) => ({ method, url, body })),
  ...['merge-duplicates', 'ignore-duplicates'].flatMap((resolution) =>
    ['id', 'name'].flatMap((on) =>
      colliding.map((body) => ({
        method,
        url: `${url}?on_conflict=${on}`,
        body,
        headers: { prefer: `resolution=${resolution}` },
      })),
    ),
  ),
]

const updates = (url: string): Call[] => [
  ...filters.map((query) => ({
    method: 'PATCH' as const,
    url: `${url}?${encodeURI(query)}`,
    body: { amount: 1 },
  })),
  { method: 'PATCH', url: `${url}?id=gt.0`, body: { name: 'CANARY1TEXT' } },
  { method: 'PATCH', url: `${url}?id=gt.0`, body: { owner: unknown } },
]

const deletes = (url: string): Call[] =>
  filters.map((query) => ({ method: 'DELETE' as const, url: `${url}?${encodeURI(query)}` }))

const bulk = (prefix: string, method: 'POST' | 'PATCH' | 'DELETE'): Call[] => {
  const url = `${prefix}vaults/bulk`
  if (method === 'POST')
    return [
      { method, url, body: [{ id: 2 }] },
      {
        method,
        url,
        body: {
          records: [{ id: 3, name: 'CANARY2TEXT' }],
          on_conflict: 'name',
          resolution: 'merge-duplicates',
        },
      },
    ]
  if (method === 'DELETE')
    return [
      { method, url, body: { ids: [1, 2, 3, 4] } },
      { method, url, body: [1, 2, 3, 4] },
      { method, url: `${url}?id=gt.0` },
    ]
  return [
    { method, url, body: [1, 2, 3, 4].map((id) => ({ id, amount: 5 })) },
    { method, url, body: { ids: [1, 2, 3, 4], data: { amount: 6 } } },
    { method, url: `${url}?id=gt.0`, body: { data: { amount: 7 } } },
  ]
}

const ask = (prefix: string): Call[] =>
  [
    { filters: [{ column: 'name', operator: 'like', value: '*' }], select: '*,items(*)' },
    { orFilters: ['amount.gt.0,items.worth.gt.0'] },
    {
      betweenFilters: [{ column: 'amount', min: 0, max: 9_999_999 }],
      count: 'exact',
      order: [{ column: 'name' }],
    },
    { select: 'count(*)', groupBy: ['name'] },
  ].map((body) => ({ url: `${prefix}vaults/query`, body }))

const exported = (prefix: string): Call[] =>
  ['csv', 'json', 'ndjson'].flatMap((format) =>
    ['', '&select=*,items(*)', '&items=[1,2,3,4]', '&name=like.*'].map((more) => ({
      url: `${prefix}vaults/export?format=${format}${more}`,
    })),
  )

const batches: object[] = [
  { op: 'update', table: 'vaults', values: { amount: 1 }, filter: 'id=gt.0' },
  { op: 'delete', table: 'items', filter: 'id=gt.0' },
  { op: 'delete', table: 'vaults', filter: { id: 2 } },
  { op: 'upsert', table: 'vaults', values: { id: 2, name: 'x' } },
  { op: 'upsert', table: 'vaults', values: { id: 91, name: 'CANARY3TEXT' }, on_conflict: 'name' },
  {
    op: 'insert',
    table: 'vaults',
    values: { id: 92, items: [{ id: 93, label: 'l', item_marks: [{ mark_id: 2 }] }] },
    select: '*,items(*,marks(*))',
  },
  { op: 'insert', table: 'items', values: { id: 94, vault_id: 2 }, select: '*,vaults(*)' },
]

/** The same handler under a longer path: a few show that it is the same. */
const some = (calls: Call[]): Call[] => calls.filter((_, i) => i % 6 === 0)

const base = '/api/v1/tables/'
const inPublic = `${base}public/`

/** By the name of the route; one without a row here fails the test. What GraphQL knows asks the schema itself. */
export const probes: Record<string, Call[] | 'schema'> = {
  'tables.list': lists(base),
  'tables.get': [...some(lists(inPublic)), ...byId(base, 'GET')],
  'tables.get_in_schema': byId(inPublic, 'GET'),
  'tables.describe': [{ url: '/api/v1/tables' }],
  'tables.describe_all': [{ url: '/api/v1/tables/' }],
  'tables.query': ask(base),
  'tables.query_in_schema': ask(inPublic),
  'tables.export': exported(base),
  'tables.export_in_schema': exported(inPublic),
  'tables.create': inserts(`${base}vaults`),
  'tables.create_in_schema': some(inserts(`${inPublic}vaults`)),
  'tables.update': updates(`${base}vaults`),
  'tables.update_row': [...updates(`${inPublic}vaults`), ...byId(base, 'PATCH', { amount: 2 })],
  'tables.update_in_schema': byId(inPublic, 'PATCH', { amount: 3 }),
  'tables.replace_row': byId(base, 'PUT', { amount: 2 }),
  'tables.replace_in_schema': byId(inPublic, 'PUT', { amount: 2 }),
  'tables.bulk_insert': bulk(base, 'POST'),
  'tables.bulk_insert_in_schema': bulk(inPublic, 'POST'),
  'tables.bulk_update': bulk(base, 'PATCH'),
  'tables.bulk_update_in_schema': bulk(inPublic, 'PATCH'),
  'tables.batch': [
    ...batches.map((one) => ({ url: '/api/v1/batch', body: { operations: [one] } })),
    { url: '/api/v1/batch', body: { operations: batches } },
  ],
  'graphql.execute': 'schema',
  'graphql.get': [
    { url: '/api/v1/graphql' },
    {
      url: `/api/v1/graphql?query=${encodeURIComponent('{ vaults { name items { label vault { name } } } vaultsAggregate { count max { name } } }')}`,
    },
  ],
  'tables.delete': deletes(`${base}vaults`),
  'tables.delete_row': [...deletes(`${inPublic}vaults`), ...byId(base, 'DELETE')],
  'tables.delete_in_schema': byId(inPublic, 'DELETE'),
  'tables.bulk_delete': bulk(base, 'DELETE'),
  'tables.bulk_delete_in_schema': bulk(inPublic, 'DELETE'),
}
