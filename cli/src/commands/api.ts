import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Run } from '../command.ts'
import { Failure } from '../failure.ts'

const queryOnly = ['GET', 'HEAD', 'DELETE']

export const api: Run = async ({ args, options, client, signal }) => {
  const method = (args[0] ?? '').toUpperCase()
  if (!/^[A-Z]{3,7}$/.test(method)) {
    throw new Failure('usage', `${args[0]} is no method`, 'try GET, POST, PUT, PATCH or DELETE')
  }
  const fields = { ...texts(options.list('field')), ...typed(options.list('typed')) }
  const inQuery = queryOnly.includes(method) && Object.keys(fields).length > 0
  const path = pathOf(args[1] ?? '', inQuery ? fields : {})
  const headers = new Headers(options.list('header').map(headerOf))
  const init = { method, headers, signal, ...bodyOf(options.text('body'), inQuery ? {} : fields) }
  if ('body' in init && !headers.has('content-type'))
    headers.set('content-type', 'application/json')
  const { connection } = await client()
  await print(await connection.call(path, init), options.isSet('include'))
  return undefined
}

/** On that server only: the credential goes nowhere else. */
function pathOf(text: string, query: Record<string, unknown>): string {
  if (/^[a-z]+:/i.test(text)) {
    throw new Failure(
      'usage',
      'The path is one of the server',
      'begin with /, and give --url apart',
    )
  }
  const path = text.startsWith('/') ? text : `/${text}`
  const entries = Object.entries(query).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const search = new URLSearchParams(entries as [string, string][]).toString()
  return search === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${search}`
}

function bodyOf(file: string | undefined, fields: Record<string, unknown>): object {
  const hasFields = Object.keys(fields).length > 0
  if (file === undefined) return hasFields ? { body: JSON.stringify(fields) } : {}
  if (hasFields) throw new Failure('usage', 'There are fields and a body', 'give one of the two')
  const source = file === '-' ? process.stdin : createReadStream(file)
  return { body: Readable.toWeb(source), duplex: 'half' }
}

const texts = (list: string[]): Record<string, unknown> =>
  Object.fromEntries(list.map((item) => split(item, '=')))

const typed = (list: string[]): Record<string, unknown> =>
  Object.fromEntries(
    list.map((item) => {
      const [key, value] = split(item, '=')
      try {
        return [key, JSON.parse(value)]
      } catch {
        throw new Failure('usage', `The value of ${key} is not JSON`, `use -f for text: -f ${item}`)
      }
    }),
  )

const headerOf = (item: string): [string, string] => {
  const [name, value] = split(item, ':')
  return [name, value.trim()]
}

function split(item: string, by: string): [string, string] {
  const at = item.indexOf(by)
  if (at < 1) throw new Failure('usage', `${item} is not a pair`, `write name${by}value`)
  return [item.slice(0, at), item.slice(at + 1)]
}

/** JSON is made readable; anything else passes as it is. */
async function print(response: Response, withHead: boolean): Promise<void> {
  if (withHead) {
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}\n`)
    process.stdout.write(`${response.status} ${response.statusText}\n${head.join('')}\n`)
  }
  const type = response.headers.get('content-type') ?? ''
  if (/[/+]json\b/.test(type)) {
    const text = await response.text()
    if (text !== '') process.stdout.write(`${readable(text)}\n`)
  } else if (response.body) {
    await pipeline(Readable.fromWeb(response.body as never), process.stdout, { end: false })
  }
}

/** Numbers beyond the precision of JavaScript stay as they came. */
function readable(text: string): string {
  const parsed: unknown = JSON.parse(text)
  const isExact = JSON.stringify(parsed).length === text.replace(/\s/g, '').length
  return isExact || !/\d{16}/.test(text) ? JSON.stringify(parsed, null, 2) : text
}
