import type { Command } from '../../command.ts'

const dir = { '--dir <folder>': 'where the files are; otherwise ./migrations' }
const namespace = { '--namespace <name>': 'a set of its own on the server' }

export const migrations: readonly Command[] = [
  {
    usage: 'migrations new <name>',
    summary: 'make the two files of the next migration',
    example: 'migrations new create_posts',
    options: dir,
    load: async () => (await import('./new.ts')).create,
  },
  {
    usage: 'migrations list',
    summary: 'what is in the folder, and what is on the server',
    example: 'migrations list --dir db/migrations',
    options: { ...dir, ...namespace },
    load: async () => (await import('./list.ts')).list,
  },
  {
    usage: 'migrations apply',
    summary: 'send what is in the folder, and apply what is pending, in the order of names',
    example: 'migrations apply --dry-run',
    options: { ...dir, ...namespace, '--dry-run': 'only say what would happen' },
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    usage: 'migrations rollback [name]',
    summary: 'run the down file of a migration; of the last one applied, if none is named',
    example: 'migrations rollback 20260115093000_create_posts --yes',
    options: { ...namespace, '-y, --yes': 'do not ask' },
    load: async () => (await import('./rollback.ts')).rollback,
  },
]
