import type { Command } from '../../command.ts'

const load = async () => import('./apps.ts')

export const apps: readonly Command[] = [
  {
    usage: 'apps list',
    summary: 'your apps',
    example: 'apps list',
    load: async () => (await load()).list,
  },
  {
    usage: 'apps create <name>',
    summary: 'make an app',
    example: 'apps create "Acme Mobile"',
    load: async () => (await load()).create,
  },
  {
    usage: 'apps show <id>',
    summary: 'one app, with its ways to sign in',
    example: 'apps show app_id',
    load: async () => (await load()).show,
  },
  {
    usage: 'apps users <id>',
    summary: 'who signed in to an app',
    example: 'apps users app_id --limit 100',
    options: { '--limit <n>': 'how many', '--page <n>': 'which page' },
    load: async () => (await load()).users,
  },
  {
    usage: 'apps rotate-key <id>',
    summary: 'give an app another public key; the old one ends at once',
    example: 'apps rotate-key app_id --yes',
    options: { '-y, --yes': 'do not ask' },
    load: async () => (await load()).rotateKey,
  },
  {
    usage: 'apps rotate-secret <id>',
    summary: 'give an app another secret for its tokens',
    example: 'apps rotate-secret app_id --yes',
    options: { '-y, --yes': 'do not ask' },
    load: async () => (await load()).rotateSecret,
  },
  {
    usage: 'apps delete <id>',
    summary: 'delete an app with its users',
    example: 'apps delete app_id --yes',
    options: { '-y, --yes': 'do not ask' },
    load: async () => (await load()).remove,
  },
]
