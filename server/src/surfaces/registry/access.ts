/** Who may call what: a route names a row; `authenticate.ts` is the reader. */
export interface Rule {
  /** Whoever looks after a merchant, signed in. */
  people?: boolean
  /** Which keys of a merchant. */
  keys?: readonly ('secret' | 'publishable')[]
  /** The operator, signed in; never by a merchant's key. */
  operators?: boolean
}

export const rules = {
  public: {},
  /** An OAuth client says itself who it is, in the way of RFC 6749 §2.3. */
  public_client: {},
  merchant: { people: true, keys: ['secret'] },
  /** Nothing that a client's code must not show. */
  browse: { people: true, keys: ['secret', 'publishable'] },
  operator: { operators: true },
} as const satisfies Record<string, Rule>

export type Access = keyof typeof rules

/** OpenAPI: alternatives by the name of the security scheme. */
export const security = Object.fromEntries(
  Object.entries(rules).map(([name, rule]: [string, Rule]) => [
    name,
    [
      ...(rule.keys ? ['registryKey', 'registryBearer'] : []),
      ...(rule.people || rule.operators ? ['session'] : []),
    ],
  ]),
) as unknown as Record<Access, readonly string[]>
