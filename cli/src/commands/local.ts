import type { Command } from '../command.ts'

const dataDir = { '--data-dir <folder>': 'otherwise FLUMEN_DATA_DIR, or .flumen' }

/** What is done on the machine where the data is. */
export const local: readonly Command[] = [
  {
    usage: 'start',
    summary: 'start the server on this machine',
    more: 'Everything else is set by environment variables: docs/configuration.md.',
    example: 'start --port 8080',
    options: { ...dataDir, '--port <n>': 'otherwise PORT, or 8080; 0 takes a free one' },
    load: async () => (await import('./start.ts')).start,
  },
  {
    usage: 'dev',
    summary:
      'start the server, apply migrations, and start it again when a file of them or of functions changes',
    more: 'The log is shown in short lines. Functions are watched in ./functions, where there is such a folder.',
    example: 'dev --migrations ./migrations',
    options: {
      ...dataDir,
      '--port <n>': 'otherwise PORT, or 8080',
      '--migrations <folder>': 'otherwise FLUMEN_MIGRATIONS_DIR, or ./migrations where it is',
      '--functions <folder>': 'otherwise ./functions where it is',
    },
    load: async () => (await import('./dev.ts')).dev,
  },
  {
    usage: 'db url',
    summary: 'the connection string of the database',
    more: 'Of the server that runs: with FLUMEN_DATABASE_URL that one, else that of the embedded database.',
    example: 'db url',
    options: dataDir,
    load: async () => (await import('./db.ts')).url,
  },
  {
    usage: 'db psql [words...]',
    summary: 'psql on the database; the embedded one is started if no server runs',
    more: 'psql must be on this machine. Words after -- are its own.',
    example: 'db psql -- -c "select count(*) from auth.users"',
    options: dataDir,
    load: async () => (await import('./db.ts')).psql,
  },
  {
    usage: 'db dump <file> [words...]',
    summary: 'pg_dump of the database, in its custom format',
    more: 'pg_dump must be on this machine, not older than the server. For a whole backup see flumen backup.',
    example: 'db dump posts.dump -- --table=public.posts',
    options: dataDir,
    load: async () => (await import('./db.ts')).dump,
  },
  {
    usage: 'db restore <file> [words...]',
    summary: 'pg_restore of such a dump into the database, in one transaction',
    more: 'pg_restore must be on this machine. For a whole restore see flumen restore.',
    example: 'db restore posts.dump --yes -- --clean --if-exists',
    options: { ...dataDir, '-y, --yes': 'do not ask' },
    load: async () => (await import('./db.ts')).restore,
  },
  {
    usage: 'backup [file]',
    summary: 'database and files in one archive, while the server runs',
    more: `The archive is a tar in Zstandard. The database in it has been started and counted once, the sums
of every table and of every file are in its manifest. It holds the root secret: keep it like a
password, or leave the secret out.`,
    example: 'backup /backup/flumen-monday.tar.zst',
    options: { ...dataDir, '--without-secret': 'leave out the root secret' },
    load: async () => (await import('./backup.ts')).backup,
  },
  {
    usage: 'restore <file>',
    summary: 'an archive of backup, into an empty folder',
    more: 'The whole archive is checked before anything is touched.',
    example: 'restore /backup/flumen-monday.tar.zst --data-dir .flumen',
    options: { ...dataDir, '--check': 'only see whether the archive is whole' },
    load: async () => (await import('./restore.ts')).restore,
  },
  {
    usage: 'doctor',
    summary: 'look for what is wrong on this machine and on the server, and say what to do',
    more: 'Ends with 7 where something is wrong. What needs an operator is left out for others.',
    example: 'doctor --json',
    options: dataDir,
    load: async () => (await import('./doctor.ts')).doctor,
  },
]
