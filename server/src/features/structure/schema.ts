import { mapOf, nullable, object, oneOf, type Static, Type } from '../../kernel/schema.ts'

const Text = Type.String()
const Names = Type.Array(Text)
const MaybeText = nullable(Text)

const Column = object({
  name: Text,
  type: Text,
  position: Type.Integer(),
  nullable: Type.Boolean(),
  default: MaybeText,
  generated: MaybeText,
  identity: nullable(oneOf(['always', 'by default'])),
  comment: MaybeText,
  enum_values: nullable(Names),
})

const ForeignKey = object({
  name: Text,
  columns: Names,
  references: object({ schema: Text, table: Text, columns: Names }),
  on_update: Text,
  on_delete: Text,
})

const Index = object({
  name: Text,
  definition: Text,
  unique: Type.Boolean(),
  primary: Type.Boolean(),
  valid: Type.Boolean(),
  size_bytes: Type.Integer(),
})

const Policy = object({
  name: Text,
  command: oneOf(['all', 'select', 'insert', 'update', 'delete']),
  permissive: Type.Boolean(),
  roles: Names,
  using: MaybeText,
  check: MaybeText,
})

const Table = object({
  schema: Text,
  name: Text,
  kind: oneOf(['table', 'partitioned_table', 'view', 'materialized_view', 'foreign_table']),
  comment: MaybeText,
  columns: Type.Array(Column),
  primary_key: Names,
  uniques: Type.Array(object({ name: Text, columns: Names })),
  foreign_keys: Type.Array(ForeignKey),
  checks: Type.Array(object({ name: Text, definition: Text })),
  indexes: Type.Array(Index),
  rls_enabled: Type.Boolean(),
  rls_forced: Type.Boolean(),
  policies: Type.Array(Policy),
  grants: mapOf(Names),
  triggers: Type.Array(object({ name: Text, definition: Text, enabled: Type.Boolean() })),
  row_estimate: nullable(Type.Integer()),
  size_bytes: nullable(Type.Integer()),
  realtime: Type.Boolean(),
  webhooks: Type.Integer(),
  definition: MaybeText,
})

export const Structure = object({
  schemas: Type.Array(object({ name: Text, comment: MaybeText })),
  tables: Type.Array(Table),
  enums: Type.Array(object({ schema: Text, name: Text, values: Names })),
  functions: Type.Array(
    object({
      schema: Text,
      name: Text,
      arguments: Text,
      returns: MaybeText,
      language: Text,
      security_definer: Type.Boolean(),
    }),
  ),
})
export type Structure = Static<typeof Structure>
