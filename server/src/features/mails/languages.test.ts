import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { languages, pickLanguage } from './languages.ts'

describe('pickLanguage', () => {
  const table: [header: string | undefined, language: string][] = [
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['fr', 'fr'],
    ['fr-FR', 'fr'],
    ['FR-ca', 'fr'],
    ['en_US', 'en'],
    ['de_AT', 'de'],
    ['pt', 'pt'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['zh-Hans-CN', 'zh'],
    ['xx', 'en'],
    ['frank', 'en'],
    ['tlh, de;q=0.5', 'de'],
    ['en;q=0.4, ja;q=0.9, fr;q=0.8', 'ja'],
    ['nl;q=0, pl', 'pl'],
    ['nl;q=0', 'en'],
    ['es ; q=0.2 , it ; q=0.3', 'it'],
    ['de, fr', 'de'],
    ['da, sv;q=0.8, en;q=0.5', 'sv'],
    ['fr;q=2, de', 'de'],
    ['fr;q=x', 'en'],
    [';;;,,,q=1,-,_', 'en'],
    ['__proto__, constructor, de', 'de'],
    [`${'x,'.repeat(20_000)}fr`, 'en'],
  ]
  for (const [header, expected] of table) {
    it(`${String(header).slice(0, 40)} → ${expected}`, () =>
      assert.equal(pickLanguage(header), expected))
  }

  it('knows every language the app SDK can ask for', () => {
    const asked = 'ar de en es fa fr hi it ja ko nl pl pt pt-BR ru sv tr zh'.split(' ')
    assert.deepEqual([...languages].sort(), [...asked].sort())
    for (const language of asked) assert.equal(pickLanguage(language), language)
  })
})
