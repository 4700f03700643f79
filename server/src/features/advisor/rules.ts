import type { Found } from './queries.ts'

export const levels = ['error', 'warning', 'info'] as const
export type Level = (typeof levels)[number]

interface Rule {
  level: Level
  /** What is wrong, and what comes of it. */
  message(found: Found, name: string): string
}

const whoever = ({ role }: Found): string => (role === 'public' ? 'everybody (PUBLIC)' : `${role}`)

const columnsOf = ({ columns }: Found): string => (columns ?? []).join(', ')

/** `error`: somebody can reach what they should not. `warning`: they could, or it is slow. `info`: untidy. */
export const rules = {
  rls_missing: {
    level: 'error',
    message: (_, name) =>
      `${name} is granted to people and has no row-level security: it is served to services alone, and whoever reaches the database another way sees every row`,
  },
  rls_without_policy: {
    level: 'info',
    message: (_, name) =>
      `${name} has row-level security and no policy: people are granted what they can never reach`,
  },
  policy_per_row: {
    level: 'warning',
    message: ({ what }, name) =>
      `The policy ${what} of ${name} asks who calls once for every row: in a sub-select it is asked once`,
  },
  policy_column_without_index: {
    level: 'warning',
    message: (found, name) =>
      `Policies compare ${name}.${found.what}, and no index begins with it: they read the whole table`,
  },
  anon_may_write: {
    level: 'warning',
    message: ({ what }, name) => `Who is not signed in may ${what} in ${name}, as policies allow`,
  },
  grant_past_policies: {
    level: 'warning',
    message: (found, name) =>
      `${whoever(found)} may ${found.what} on ${name}: row-level security says nothing about that`,
  },
  grant_to_public: {
    level: 'warning',
    message: ({ what }, name) =>
      `${name} is granted (${what}) to PUBLIC: every login of the server`,
  },
  schema_open_to_create: {
    level: 'error',
    message: (found) =>
      `${whoever(found)} may create in the schema ${found.schema}: functions and tables there can stand in for yours`,
  },
  grant_without_policy: {
    level: 'info',
    message: (found, name) =>
      `${name} is granted to ${found.role}, and none of its policies is for ${found.role}`,
  },
  view_not_as_caller: {
    level: 'error',
    message: (_, name) =>
      `The view ${name} reads with the rights of its owner: policies of the tables below do not hold for who asks it`,
  },
  materialized_view_exposed: {
    level: 'warning',
    message: (_, name) =>
      `The materialized view ${name} is granted to people and can have no row-level security`,
  },
  definer_search_path: {
    level: 'warning',
    message: ({ schema, what }) =>
      `The function ${schema}.${what} runs with the rights of its owner and finds names by the caller's search_path`,
  },
  definer_open_to_anon: {
    level: 'warning',
    message: ({ schema, what }) =>
      `Who is not signed in may run ${schema}.${what}, which has the rights of its owner`,
  },
  foreign_key_without_index: {
    level: 'info',
    message: (found, name) =>
      `The foreign key ${found.what} of ${name} (${columnsOf(found)}) has no index: embeds, and deletes on the other side, read the whole table`,
  },
  duplicate_index: {
    level: 'info',
    message: ({ what }, name) => `The index ${what} of ${name} is another one's double`,
  },
  primary_key_missing: {
    level: 'info',
    message: (_, name) =>
      `${name} has no primary key: its rows have no address, and cannot be merged into`,
  },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export const ruleNames = Object.keys(rules) as RuleName[]
