import { CommanderError, Command as Program } from 'commander'
import type { Call, Command, Options } from './command.ts'
import { commands, groups } from './commands.ts'
import { exitCodes, Failure, kindOfStatus, messageOf } from './failure.ts'
import { openTerminal, plain, styleOf, type Terminal } from './terminal.ts'
import { version } from './version.ts'

/** Runs what was typed. @returns the exit code */
export async function run(words: readonly string[]): Promise<number> {
  let code = 0
  const program = buildProgram(async (command, args, given) => {
    code = await perform(command, args, given)
  })
  try {
    await program.parseAsync(words as string[], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage
    throw error
  }
}

type Given = Record<string, unknown>
type Perform = (command: Command, args: (string | undefined)[], given: Given) => Promise<void>

function buildProgram(perform: Perform): Program {
  const program = new Program('flumen')
    .description('The command line of a Flumen server.')
    .version(version, '-V, --version', 'The version of this command')
    .helpCommand(false)
    .enablePositionalOptions()
    .addHelpText('after', `\nSee docs/cli.md, or flumen <command> --help for an example of each.`)
  const parents = new Map<string, Program>([['', program]])
  for (const command of commands) addCommand(parents, command, perform)
  settle(program)
  return program
}

function addCommand(parents: Map<string, Program>, command: Command, perform: Perform): void {
  const words = command.usage.split(' ')
  const names = words.filter((word) => !/^[<[]/.test(word))
  const parent = groupOf(parents, names.slice(0, -1))
  const last = [names.at(-1), ...words.slice(names.length)].join(' ')
  const made = parent.command(last, { hidden: command.isHidden ?? false })
  made.description(command.summary).summary(command.summary)
  for (const [flags, meaning] of Object.entries({ ...command.options, ...everywhere })) {
    addOption(made, flags, meaning)
  }
  if (command.passesThrough) made.passThroughOptions().allowUnknownOption()
  const { example, more } = command
  made.addHelpText('after', `${more ? `\n${more}\n` : ''}\nExample:\n  flumen ${example}`)
  made.action(async () => perform(command, argumentsOf(made), made.opts()))
}

/** Variadic arguments are one list of words. */
const argumentsOf = (made: Program): (string | undefined)[] => made.processedArgs.flat()

/** `<x...>` may be given again and again, one value each time. */
function addOption(made: Program, flags: string, meaning: string): void {
  if (!flags.includes('...')) made.option(flags, meaning)
  else made.option(flags.replace('...', ''), `${meaning} (again for more)`, collect)
}

const collect = (value: string, all: string[] = []): string[] => [...all, value]

const everywhere = {
  '--url <url>': 'the server; otherwise FLUMEN_URL, or the one you signed in to last',
  '--token <token>': 'a key or an access token; better in FLUMEN_TOKEN, which nobody else sees',
  '--json': 'answer in JSON',
}

function groupOf(parents: Map<string, Program>, names: string[]): Program {
  const path = names.join(' ')
  const known = parents.get(path)
  if (known) return known
  const parent = groupOf(parents, names.slice(0, -1))
  const group = parent.command(names.at(-1) ?? '').description(groups[path] ?? '')
  group.helpCommand(false).enablePositionalOptions()
  parents.set(path, group)
  return group
}

/** Wrong words are one line, like every other failure. */
function settle(program: Program): void {
  program.exitOverride()
  program.configureOutput({
    outputError: (text, write) => {
      const said = text
        .replace(/^error: /, '')
        .replace(/\.?\n+(?=\()/, ' ')
        .trim()
      write(`flumen: ${said}. Add --help to see how it is used\n`)
    },
  })
  for (const child of program.commands) settle(child)
}

async function perform(command: Command, args: (string | undefined)[], given: Given) {
  const terminal = openTerminal(given.json === true)
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stopping.abort()
      process.once(signal, () => process.exit(130))
    })
  }
  try {
    const run = await command.load()
    return (await run(callOf(terminal, args, given, stopping.signal))) ?? 0
  } catch (error) {
    if (stopping.signal.aborted) return 130
    return report(terminal, error)
  }
}

function callOf(
  terminal: Terminal,
  args: (string | undefined)[],
  given: Given,
  signal: AbortSignal,
): Call {
  const options = optionsOf(given)
  const [url, token] = [options.text('url'), options.text('token')]
  const target = { ...(url ? { url } : {}), ...(token ? { token } : {}) }
  return {
    terminal,
    args,
    options,
    target,
    signal,
    client: async () => (await import('./connection.ts')).connect(target),
  }
}

const optionsOf = (given: Given): Options => ({
  text: (name) => (typeof given[name] === 'string' ? given[name] : undefined),
  list: (name) => (Array.isArray(given[name]) ? given[name].map(String) : []),
  isSet: (name) => given[name] === true,
})

function report(terminal: Terminal, thrown: unknown): number {
  const failure = failureOf(thrown)
  if (terminal.isJson) {
    const { code, message, advice } = failure
    process.stderr.write(`${JSON.stringify({ error: message, code, advice })}\n`)
  } else {
    const red = styleOf(process.stderr)
    const advice = failure.advice ? `: ${failure.advice}` : ''
    process.stderr.write(`${red('red', 'flumen:')} ${plain(messageOf(failure))}${advice}\n`)
  }
  return exitCodes[failure.kind]
}

function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  if (isOfServer(thrown)) return ofServer(thrown)
  if (process.env.FLUMEN_DEBUG) process.stderr.write(`${(thrown as Error)?.stack}\n`)
  return new Failure('failed', messageOf(thrown))
}

interface OfServer extends Error {
  status: number
  code: string
  details: unknown
}

/** By its name: the client is not read for commands that need no server. */
const isOfServer = (thrown: unknown): thrown is OfServer =>
  thrown instanceof Error && thrown.name === 'FlumenError'

function ofServer(error: OfServer): Failure {
  const kind = kindOfStatus(error.status)
  const hint = (error.details as { hint?: unknown } | undefined)?.hint
  const advice =
    typeof hint === 'string'
      ? hint
      : kind === 'not_signed_in'
        ? 'run flumen login'
        : error.status === 0
          ? 'is it running at this --url?'
          : undefined
  return new Failure(kind, messageOf(error), advice, error.code)
}
