import type { Command } from '../command.ts'

/** Who one is, how the server is, and everything else it can do. */
export const server: readonly Command[] = [
  {
    usage: 'login',
    summary: 'sign in to a server, and make it the one that commands speak to',
    more: 'On a terminal: in your browser, on this machine or another one.\nWith --email: by password, which is the first line of standard input where there is no terminal.\nWith --token: by a key, tried before it is kept.',
    example: 'login --url https://api.example.com',
    options: {
      '--email <address>': 'sign in by password',
      '--code <digits>': 'of the second factor; otherwise it is asked for',
      '--browser': 'in the browser, also where there is no terminal',
      '--print': 'show the address, and leave the browser to you',
    },
    load: async () => (await import('./login.ts')).login,
  },
  {
    usage: 'logout',
    summary: 'end the session, and forget it',
    example: 'logout',
    load: async () => (await import('./login.ts')).logout,
  },
  {
    usage: 'whoami',
    summary: 'as whom commands speak to the server',
    example: 'whoami',
    load: async () => (await import('./whoami.ts')).whoami,
  },
  {
    usage: 'status',
    summary: 'whether the server is well',
    example: 'status --json',
    load: async () => (await import('./status.ts')).status,
  },
  {
    usage: 'api <method> <path>',
    summary: 'call any route as who is signed in',
    more: 'Fields of GET, HEAD and DELETE go into the query, those of other methods into a JSON body.\nEvery route is listed at /docs of the server.',
    example: 'api GET /api/v1/admin/tenants',
    options: {
      '-f, --field <key=value...>': 'a field that is text',
      '-F, --typed <key=value...>': 'a field in JSON: 3, true, null, ["a"]',
      '-H, --header <name:value...>': 'a header',
      '--body <file>': 'the body, from a file, or - for standard input',
      '-i, --include': 'show status and headers, too',
    },
    load: async () => (await import('./api.ts')).api,
  },
  {
    usage: 'logs',
    summary: 'what the server wrote to its log; for operators',
    example: 'logs -f --level warn',
    options: {
      '-f, --follow': 'go on with what comes',
      '--level <names>': 'trace, debug, info, warn, error, fatal; several with commas',
      '--category <name>': 'http, security or system',
      '--search <text>': 'in the message',
      '--request-id <id>': 'of one request',
      '-n, --lines <n>': 'how many of the last: 50 unless given, at most 1000',
    },
    load: async () => (await import('./logs.ts')).logs,
  },
  {
    usage: 'types',
    summary: 'the types of your tables in TypeScript, for createClient<Database>',
    more: 'Of the tables that whoever is signed in may reach.',
    example: 'types --out database.ts',
    options: {
      '--schema <name...>': 'only this one',
      '-o, --out <file>': 'into a file, which is left alone if it is the same',
    },
    load: async () => (await import('./types.ts')).types,
  },
  {
    usage: 'completion <shell>',
    summary: 'the completion of this command for bash, zsh or fish',
    example: 'completion bash > ~/.local/share/bash-completion/completions/flumen',
    isHidden: true,
    load: async () => (await import('./completion.ts')).completion,
  },
]
