import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Call } from './command.ts'
import { Failure } from './failure.ts'

let lines: AsyncIterator<string> | undefined

/** A line of standard input; on a terminal it is asked for. */
export async function askFor(question: string): Promise<string> {
  if (process.stdin.isTTY) return askOnTerminal(question, true)
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { value } = await lines.next()
  if (typeof value === 'string' && value !== '') return value
  throw new Failure(
    'usage',
    `There is no answer to "${question.trim()}"`,
    'give it on standard input',
  )
}

/** The same, not shown while it is typed. */
export const askSecret = (question: string): Promise<string> =>
  process.stdin.isTTY ? askOnTerminal(question, false) : askFor(question)

/** @throws Failure unless the person agrees, or --yes was given */
export async function mustConfirm({ options }: Call, question: string): Promise<void> {
  if (options.isSet('yes')) return
  if (!process.stdin.isTTY) {
    throw new Failure('usage', `Nobody is there to answer "${question}"`, 'add --yes')
  }
  const answer = await askOnTerminal(`${question} [y/N] `, true)
  if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('failed', 'Nothing was done')
}

function askOnTerminal(question: string, isShown: boolean): Promise<string> {
  let isMuted = false
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) process.stderr.write(chunk)
      done()
    },
  })
  const reader = createInterface({ input: process.stdin, output, terminal: true })
  return new Promise((resolve, reject) => {
    reader.on('SIGINT', () => {
      reader.close()
      process.stderr.write('\n')
      reject(new Failure('failed', 'Nothing was done'))
    })
    reader.question(question, (answer) => {
      reader.close()
      if (!isShown) process.stderr.write('\n')
      resolve(answer)
    })
    isMuted = !isShown
  })
}
