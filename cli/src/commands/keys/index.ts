import type { Command } from '../../command.ts'

const kind = {
  '--kind <kind>': 'service, client, account or registry: what the key opens (see below)',
}
const more = `Kinds:
  service   everything, past row-level security (operators); fb_gsk_…
  client    what you may do yourself, within scopes; fbk_…
  account   your account on the account API; rst_…
  registry  your apps in the app registry; sk_…`

export const keys: readonly Command[] = [
  {
    usage: 'keys list',
    summary: 'every credential of your account; with --kind, the keys of that kind',
    more,
    example: 'keys list --kind service',
    options: kind,
    load: async () => (await import('./list.ts')).list,
  },
  {
    usage: 'keys create <name>',
    summary: 'make a key; it is shown once',
    more,
    example: 'keys create ci --kind client --scope read:tables',
    options: {
      ...kind,
      '--scope <scope...>': 'what it may do (service, client)',
      '--expires <time>': 'when it ends: 2027-01-15, or 90d',
      '--live': 'of the live mode (registry)',
    },
    load: async () => (await import('./create.ts')).create,
  },
  {
    usage: 'keys rotate <id>',
    summary: 'make the successor of a service or registry key',
    example: 'keys rotate 5d1e… --grace 24',
    options: { ...kind, '--grace <hours>': 'how long the old service key still works: 0 to 720' },
    load: async () => (await import('./rotate.ts')).rotate,
  },
  {
    usage: 'keys revoke <id>',
    summary: 'end a key at once',
    example: 'keys revoke 5d1e… --kind service --yes',
    options: { ...kind, '-y, --yes': 'do not ask' },
    load: async () => (await import('./rotate.ts')).revoke,
  },
]
