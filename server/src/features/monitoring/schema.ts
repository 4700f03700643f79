/** By pino's numbers; the contract has `panic` above, which nothing here writes. */
export const levels = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 } as const
export type Level = keyof typeof levels
export const levelNames = Object.keys(levels) as Level[]

export interface LogEntry {
  id: string
  at: Date
  category: string
  level: number
  message: string
  component: string | null
  request_id: string | null
  user_id: string | null
  tenant_id: string | null
  error: string | null
  fields: Record<string, unknown>
}

export interface LogFilters {
  /** Exactly these. */
  levels?: readonly Level[] | undefined
  category?: string | undefined
  component?: string | undefined
  request_id?: string | undefined
  user_id?: string | undefined
  search?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
}

export interface LogRange {
  limit: number
  offset: number
  oldestFirst?: boolean
  /** What came after this one, oldest first: for following. */
  after?: string | undefined
}

/** Whose lines: null for all of them. */
export type Scope = { tenantId: string | null } | null
