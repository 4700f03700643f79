import { PassThrough, Readable } from 'node:stream'
import type { Described } from '../../features/objects/index.ts'
import { invalid } from '../../kernel/errors.ts'
import type { Incoming } from '../../kernel/streams.ts'
import { readMetadata, readSwitch } from './storage-fields.ts'

/** One file of a form, to be read to its end before the next one comes. */
export interface FormFile {
  field: string
  name: string
  type: string
  stream: Readable
}

export interface Form {
  files: AsyncIterable<FormFile>
  /** Whole when the last file was read. */
  fields: Map<string, string>
}

export const isForm = (type: string): boolean => /^\s*multipart\/form-data\b/i.test(type)

/** Reads a form as it comes (RFC 7578): files at the pace of whoever takes them. */
export async function readForm({ stream, type }: Incoming): Promise<Form> {
  const { Busboy } = await import('@fastify/busboy')
  const fields = new Map<string, string>()
  const queue = new PassThrough({ objectMode: true, highWaterMark: 1 })
  const parser = makeParser(Busboy, type)
  parser.on('file', (field, file, name, _encoding, mime) => {
    stream.once('error', (error) => file.destroy(error))
    // It can fail before or after anybody reads it.
    file.on('error', () => undefined)
    const whole = Readable.from(inOurWords(file), { objectMode: false })
    whole.on('error', () => undefined)
    queue.write({ field, name, type: mime, stream: whole } satisfies FormFile)
  })
  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('finish', () => queue.end())
  queue.on('error', () => undefined)
  parser.on('error', (cause) => queue.destroy(malformed(cause)))
  stream.once('error', (error) => queue.destroy(error))
  stream.once('aborted', () => queue.destroy(malformed()))
  stream.pipe(parser)
  return { files: queue as AsyncIterable<FormFile>, fields }
}

async function* inOurWords(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* file as AsyncIterable<Buffer>
  } catch (cause) {
    throw malformed(cause)
  }
}

function makeParser(Busboy: typeof import('@fastify/busboy').Busboy, type: string) {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: {
        fields: 100,
        fieldSize: 64 * 1024,
        fieldNameSize: 200,
        files: 1000,
        headerPairs: 50,
      },
    })
  } catch (cause) {
    throw malformed(cause)
  }
}

const malformed = (cause?: unknown) =>
  invalid('invalid_request_body', 'The form cannot be read', { cause })

/** The first file, and what the fields around it say. */
export async function firstFile({ files, fields }: Form) {
  const iterator = files[Symbol.asyncIterator]()
  const { value, done } = await iterator.next()
  if (done || !value) {
    throw invalid('invalid_input', 'file: The form has no file', {
      faults: [{ in: 'body', path: ['file'], code: 'required', message: 'Field required' }],
    })
  }
  const file = value as FormFile
  const describe = async (): Promise<Described> => {
    const { done } = await iterator.next()
    if (!done)
      throw invalid('invalid_input', 'file: One file at a time; see /multipart for several')
    return describedBy(fields, file)
  }
  return { file, describe }
}

function describedBy(fields: ReadonlyMap<string, string>, file: FormFile): Described {
  const single = [...fields].flatMap(([name, value]) =>
    name.startsWith('metadata_') ? [[name.slice('metadata_'.length), value]] : [],
  )
  const whole = readMetadata(fields.get('metadata'), 'metadata')
  return {
    contentType: fields.get('content_type') || file.type,
    cacheControl: fields.get('cache_control'),
    upsert: readSwitch(fields.get('upsert'), 'upsert'),
    metadata: { ...Object.fromEntries(single), ...whole },
  }
}
