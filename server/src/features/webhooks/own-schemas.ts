const ownSchemas = new Set([
  ...['auth', 'engine', 'webhooks', 'metering', 'provisioning', 'registry', 'changes', 'realtime'],
])

/** Of what is ours, `*` is nothing: it must be named. */
export const isOurs = (schema: string): boolean => ownSchemas.has(schema)
