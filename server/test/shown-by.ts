import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'

/**
 * Where something is shown: a test file below `server/`, and how the title of its test begins; what a
 * title takes from elsewhere is written `…`.
 */
export type Shown = readonly [file: string, title: string]

const server = new URL('../', import.meta.url)
const titles = new Map<string, Promise<string[]>>()

async function titlesOf(file: string): Promise<string[]> {
  const source = await readFile(new URL(file, server), 'utf8')
  const found = source.matchAll(/(?:\btest|\bit)\(\s*(['"`])((?:(?!\1)[^\n])*)\1/g)
  return [...found].map(([, , title = '']) => title.replace(/\$\{[^}]*\}/g, '…'))
}

/** An index that names tests is worth something as long as they are there. */
export async function mustBeShown([file, title]: Shown): Promise<void> {
  let found = titles.get(file)
  if (!found) {
    found = titlesOf(file)
    titles.set(file, found)
  }
  const isThere = (await found).some((one) => one.startsWith(title))
  assert.ok(isThere, `${file} has no test that begins "${title}"`)
}
