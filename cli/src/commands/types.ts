import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { writeTypes } from '@flumen/client/types'
import type { Run } from '../command.ts'

export const types: Run = async ({ options, terminal, client }) => {
  const schemas = options.list('schema')
  const { connection } = await client()
  const text = await writeTypes(connection, schemas.length > 0 ? { schemas } : {})
  const file = options.text('out')
  if (file === undefined) {
    terminal.show({ types: text }, text.trimEnd())
    return undefined
  }
  // Tools that watch the file need not do their work again.
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === text
  if (!isSame) writeFileSync(file, text)
  terminal.show({ file, is_changed: !isSame }, isSame ? `${file} is up to date.` : `Wrote ${file}.`)
  return undefined
}
