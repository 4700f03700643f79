import { useState } from 'react'
import {
  createPolicy,
  hasCheck,
  hasUsing,
  type PolicyDraft,
  policyTemplates,
} from '../../catalog/policy-templates.ts'
import type { Policy, Table } from '../../catalog/schema.ts'
import { ident, qualified } from '../../catalog/sql.ts'
import { SqlSteps } from '../../catalog/sql-steps.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Checkbox, SelectField, SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'

const commands = [
  { value: 'all', label: 'Everything' },
  { value: 'select', label: 'Reading' },
  { value: 'insert', label: 'Adding' },
  { value: 'update', label: 'Changing' },
  { value: 'delete', label: 'Deleting' },
] as const

const roles = [
  ['public', 'everybody'],
  ['anon', 'who is not signed in'],
  ['authenticated', 'who is signed in'],
  ['tenant_service', 'keys of a tenant'],
] as const

const blank: PolicyDraft = {
  name: '',
  command: 'all',
  permissive: true,
  roles: ['authenticated'],
  using: 'user_id = (select auth.uid())',
  check: '',
}

const templates = [
  { value: '', label: 'Write it yourself', hint: 'A condition in SQL' },
  ...policyTemplates.filter(({ value }) => value !== 'none'),
]

/** What must be known of a table to write a policy on it. */
type Ground = Pick<Table, 'schema' | 'name' | 'rls_enabled' | 'policies' | 'columns'>

interface PolicySheetProps {
  table: Ground
  policy?: Policy
  /** What a new one begins with, where the templates do not fit. */
  condition?: string
  onClose: () => void
}

/** Makes or changes a policy: by form, or from a template; the SQL is shown and run. */
export function PolicySheet({ table, policy, condition, onClose }: PolicySheetProps) {
  const [template, setTemplate] = useState('')
  const [draft, setDraft] = useState<PolicyDraft>(() =>
    policy
      ? { ...policy, using: policy.using ?? '', check: policy.check ?? '' }
      : { ...blank, ...(condition !== undefined && { using: condition }) },
  )
  const set = (changes: Partial<PolicyDraft>) => setDraft((held) => ({ ...held, ...changes }))
  const fault = template ? undefined : faultOf(table, draft, policy)
  const sql = template ? fromTemplate(table, template) : fault ? '' : sqlOf(table, draft, policy)
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={policy ? `Change ${policy.name}` : `New policy on ${table.name}`}
      description="A row is seen or changed when one permissive policy agrees and no restrictive one objects."
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {!policy && condition === undefined && (
          <SelectField
            label="Begin with"
            value={template}
            options={templates}
            onChange={setTemplate}
          />
        )}
        {template === '' && <Fields draft={draft} set={set} />}
        <SqlSteps sql={sql} fault={fault} name={`policy_${table.name}`} onDone={onClose} />
      </div>
    </Sheet>
  )
}

function Fields({
  draft,
  set,
}: {
  draft: PolicyDraft
  set: (changes: Partial<PolicyDraft>) => void
}) {
  const toggle = (role: string, isOn: boolean) =>
    set({
      roles: isOn
        ? [...draft.roles.filter((one) => (role === 'public' ? false : one !== 'public')), role]
        : draft.roles.filter((one) => one !== role),
    })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          value={draft.name}
          spellCheck={false}
          onChange={(name) => set({ name })}
        />
        <SelectField
          label="For"
          value={draft.command}
          options={commands}
          onChange={(command) => set({ command })}
        />
      </div>
      <fieldset>
        <legend className="mb-1.5 font-medium">To</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {roles.map(([role, hint]) => (
            <Checkbox
              key={role}
              label={
                <span>
                  {role} <span className="text-xs text-muted">{hint}</span>
                </span>
              }
              checked={draft.roles.includes(role)}
              onChange={(isOn) => toggle(role, isOn)}
            />
          ))}
        </div>
      </fieldset>
      {hasUsing(draft.command) && (
        <TextAreaField
          mono
          rows={3}
          label="Rows that are there must meet"
          hint="(select auth.uid()) is the person; in brackets it is asked once, not once a row."
          spellCheck={false}
          value={draft.using}
          onChange={(using) => set({ using })}
        />
      )}
      {hasCheck(draft.command) && (
        <TextAreaField
          mono
          rows={3}
          label="Rows that are written must meet"
          optional
          hint="Empty: the same condition."
          spellCheck={false}
          value={draft.check}
          onChange={(check) => set({ check })}
        />
      )}
      <SwitchField
        label="Restrictive"
        hint="It takes away: other policies must let the row in."
        checked={!draft.permissive}
        onChange={(isRestrictive) => set({ permissive: !isRestrictive })}
      />
    </>
  )
}

const enable = (table: Ground): string[] =>
  table.rls_enabled ? [] : [`alter table ${qualified(table)} enable row level security;`]

function fromTemplate(table: Ground, value: string): string {
  const template = policyTemplates.find((one) => one.value === value)
  const { column } = template ?? {}
  const isThere = column === undefined || table.columns.some(({ name }) => name === column.name)
  return [
    ...(isThere || !column
      ? []
      : [`alter table ${qualified(table)} add column ${ident(column.name)} ${column.definition};`]),
    ...enable(table),
    ...(template?.sql(table) ?? []),
  ].join('\n')
}

const sqlOf = (table: Ground, draft: PolicyDraft, policy: Policy | undefined): string =>
  [
    ...(policy ? [`drop policy ${ident(policy.name)} on ${qualified(table)};`] : []),
    ...enable(table),
    createPolicy(table, draft),
  ].join('\n')

function faultOf(
  table: Ground,
  draft: PolicyDraft,
  policy: Policy | undefined,
): string | undefined {
  if (!draft.name) return 'Give the policy a name.'
  if (draft.name !== policy?.name && table.policies.some(({ name }) => name === draft.name))
    return `There is a policy ${draft.name} already.`
  if (draft.roles.length === 0) return 'Say whom it is for.'
  const condition = hasUsing(draft.command) ? draft.using : draft.check
  return condition.trim() === '' ? 'Write a condition; true lets every row in.' : undefined
}
