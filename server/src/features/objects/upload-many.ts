import type { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import type { Row } from './schema.ts'
import { rulesOf, store } from './upload.ts'

export interface Files {
  files: AsyncIterable<{ name: string; type: string; stream: Readable }>
  /** What came before a file. */
  fields: ReadonlyMap<string, string>
}

/**
 * Each file on its own: what one of them is refused for stops no other.
 * @throws invalid where there is none; the refusal of the first where none was taken
 */
export async function storeEach(ctx: Ctx, bucket: string, { files, fields }: Files) {
  await rulesOf(ctx, bucket)
  const uploaded: Row[] = []
  const errors: AppError[] = []
  for await (const { name, type, stream } of files) {
    const target = { bucket, key: (fields.get('prefix') ?? '') + (name ?? ''), upsert: true }
    try {
      uploaded.push(await store(ctx, target, { stream }, () => ({ contentType: type })))
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      errors.push(error)
      stream.resume()
    }
  }
  const [first] = errors
  if (first && uploaded.length === 0) throw first
  if (uploaded.length === 0)
    throw invalid('invalid_input', 'files: The form has no file', {
      faults: [{ in: 'body', path: ['files'], code: 'required', message: 'Field required' }],
    })
  return { uploaded, errors: errors.map(({ message }) => message) }
}
