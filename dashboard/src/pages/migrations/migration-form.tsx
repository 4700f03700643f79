import { PostgreSQL, sql } from '@codemirror/lang-sql'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Editor } from '../../ui/editor.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useGo } from '../../ui/link.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Migration } from './migration-state.tsx'

const language = sql({ dialect: PostgreSQL })
const stamp = () => new Date().toISOString().replace(/\D/g, '').slice(0, 14)

/** Writes a migration, or changes one that is not applied. */
export function MigrationForm({
  migration,
  onClose,
}: {
  migration?: Migration
  onClose: () => void
}) {
  const client = useQueryClient()
  const go = useGo()
  const form = useForm({
    initial: {
      name: migration?.name ?? `${stamp()}_`,
      description: migration?.description ?? '',
      up_sql: migration?.up_sql ?? '',
      down_sql: migration?.down_sql ?? '',
    },
    check: ({ name, up_sql }) => ({
      ...(!/^[\w.-]{1,200}$/.test(name) && {
        name: 'Letters, digits, dots, dashes and underscores',
      }),
      ...(up_sql.trim() === '' && { up_sql: 'Write what the migration does' }),
    }),
    submit: async ({ name, description, up_sql, down_sql }) => {
      const said = {
        description: description || null,
        up_sql,
        down_sql: down_sql.trim() ? down_sql : null,
      }
      if (migration)
        await api.PUT('/api/v1/admin/migrations/{name}', {
          params: { path: { name } },
          body: { ...said, status: 'pending' },
        })
      else await api.POST('/api/v1/admin/migrations', { body: { name, ...said } })
      await client.invalidateQueries({ queryKey: ['migrations'] })
      toast({
        title: migration
          ? 'The migration is changed'
          : 'The migration is written; it is not applied yet',
      })
      go(`/migrations/${name}`)
    },
    onDone: onClose,
  })
  const up = form.field('up_sql')
  const down = form.field('down_sql')
  return (
    <FormDialog
      form={form}
      sheet
      size="lg"
      title={migration ? `Change ${migration.name}` : 'New migration'}
      description="Migrations are applied in the order of their names."
      action={migration ? 'Save' : 'Write down'}
      onClose={onClose}
    >
      {!migration && <TextField label="Name" spellCheck={false} {...form.field('name')} />}
      <TextField label="What it is for" optional {...form.field('description')} />
      <Script
        label="What it does"
        {...up}
        hint="One transaction. A first line -- no-transaction runs the statements one by one, for create index concurrently."
      />
      <Script
        label="What takes it back"
        {...down}
        hint="Without it the migration cannot be rolled back."
      />
    </FormDialog>
  )
}

interface ScriptProps {
  label: string
  value: string
  error: string | undefined
  hint: string
  onChange: (text: string) => void
}

const Script = ({ label, value, error, hint, onChange }: ScriptProps) => (
  <div className="grid gap-1.5">
    <span className="font-medium">{label}</span>
    <Editor
      label={label}
      value={value}
      onChange={onChange}
      extensions={language}
      className="h-44"
    />
    {error && (
      <p role="alert" className="text-xs text-danger-text">
        {error}
      </p>
    )}
    <p className="text-xs text-muted">{hint}</p>
  </div>
)
