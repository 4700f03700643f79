import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksOf, drawQr, encodeQr, withChecks } from './qr-code.ts'

const bitsOf = (value: number, length: number) => value.toString(2).padStart(length, '0')

test('check codewords: the worked example of ISO/IEC 18004, Annex I', () => {
  const data = Buffer.from('10200c566180ec11ec11ec11ec11ec11', 'hex')
  const checks = 'a524d4c1ed36c7872c55'
  assert.equal(Buffer.from(checksOf(data, 10)).toString('hex'), checks)
})

test('format and version: the words of tables C.1 and D.1', () => {
  for (const [data, word] of [
    [0b00101, '100000011001110'],
    [0b00000, '101010000010010'],
    [0b01000, '111011111000100'],
  ] as const) {
    assert.equal(bitsOf(withChecks(data, 10, 0x537) ^ 0x5412, 15), word)
  }
  for (const [version, word] of [
    [7, '000111110010010100'],
    [9, '001001101010011001'],
    [13, '001101100001000111'],
    [22, '010110100011001001'],
  ] as const) {
    assert.equal(bitsOf(withChecks(version, 12, 0x1f25), 18), word)
  }
})

/** Annex E, and the blocks of table 9: total codewords, blocks, check codewords. */
const shapes: Record<number, { lines: number[]; blocks: number; checks: number }> = {
  45: { lines: [6, 22, 38], blocks: 4, checks: 18 },
  53: { lines: [6, 26, 46], blocks: 2, checks: 30 },
  69: { lines: [6, 34, 62], blocks: 4, checks: 26 },
  105: { lines: [6, 26, 50, 74, 98], blocks: 17, checks: 28 },
}

/** Reads a code as a scanner does, from the standard: what is not a pattern is data. */
function read(rows: string[]): { text: string; words: number[]; checks: number[][] } {
  const size = rows.length
  const shape = shapes[size] ?? assert.fail(`no code has ${size} modules`)
  const bits = columnsOf(size)
    .filter(([x, y]) => !isPattern(x, y, size, shape.lines))
    .map(([x, y]) => Number(rows[y]?.[x]) ^ ((x + y) % 2 === 0 ? 1 : 0))
  const words = Array.from({ length: bits.length >> 3 }, (_, i) =>
    Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2),
  )
  const inBlock = words.length / shape.blocks - shape.checks
  const blocks = Array.from({ length: shape.blocks }, (_, b) =>
    words.slice(0, inBlock * shape.blocks).filter((_, i) => i % shape.blocks === b),
  )
  const checks = Array.from({ length: shape.blocks }, (_, b) =>
    words.slice(inBlock * shape.blocks).filter((_, i) => i % shape.blocks === b),
  )
  const hex = Buffer.from(blocks.flat()).toString('hex')
  const countDigits = size < 57 ? 2 : 4
  assert.equal(hex[0], '4', 'byte mode')
  const length = Number.parseInt(hex.slice(1, 1 + countDigits), 16)
  const text = hex.slice(1 + countDigits, 1 + countDigits + length * 2)
  return { text: Buffer.from(text, 'hex').toString(), words, checks }
}

/** The path of the data, as the figure of §7.7.3 shows it. */
function columnsOf(size: number): [number, number][] {
  const rights = Array.from({ length: size }, (_, i) => size - 1 - i).filter((x) =>
    x > 6 ? x % 2 === 0 : x % 2 === 1,
  )
  return rights.flatMap((right, turn) =>
    Array.from({ length: size }, (_, i) => (turn % 2 === 0 ? size - 1 - i : i)).flatMap(
      (y): [number, number][] => [
        [right, y],
        [right - 1, y],
      ],
    ),
  )
}

function isPattern(x: number, y: number, size: number, lines: number[]): boolean {
  const last = size - 7
  const corner = (x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9)
  const timing = x === 6 || y === 6
  const version = (x < 6 && y >= size - 11) || (y < 6 && x >= size - 11)
  const alignment = lines.some((cy) =>
    lines.some(
      (cx) =>
        ![`6,6`, `6,${last}`, `${last},6`].includes(`${cx},${cy}`) &&
        Math.abs(cx - x) <= 2 &&
        Math.abs(cy - y) <= 2,
    ),
  )
  return corner || timing || version || alignment
}

for (const [length, size] of [
  [1, 45],
  [122, 45],
  [123, 53],
  [230, 53],
  [231, 69],
  [425, 69],
  [426, 105],
  [779, 105],
] as const) {
  test(`${length} bytes fill ${size} modules and are read back, with their checks`, () => {
    const text = 'otpauth://totp/Flumen:ada@example.com?secret='.repeat(20).slice(0, length)
    const rows = encodeQr(text)
    assert.equal(rows.length, size)
    assert.ok(rows.every((row) => row.length === size && /^[01]+$/.test(row)))
    const { text: seen, words, checks } = read(rows)
    assert.equal(seen, text)
    const shape = shapes[size] ?? assert.fail()
    const data = words.slice(0, words.length - shape.blocks * shape.checks)
    checks.forEach((check, b) => {
      const block = data.filter((_, i) => i % shape.blocks === b)
      assert.deepEqual(checksOf(Uint8Array.from(block), shape.checks), check)
    })
  })
}

test('the patterns by which a camera finds and squares it', () => {
  for (const length of [50, 200, 400, 700]) {
    const rows = encodeQr('x'.repeat(length))
    const size = rows.length
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
    for (const [left, top] of [
      [0, 0],
      [size - 7, 0],
      [0, size - 7],
    ] as const) {
      const seen = rows.slice(top, top + 7).map((row) => row.slice(left, left + 7))
      assert.deepEqual(seen, finder)
    }
    const between = rows[6]?.slice(8, size - 8) ?? ''
    assert.match(between, /^(10)*1$/)
    assert.equal(
      rows
        .slice(8, size - 8)
        .map((row) => row[6])
        .join(''),
      between,
    )
    assert.equal(rows[size - 8]?.[8], '1', 'the dark module')
    for (const line of shapes[size]?.lines.slice(1) ?? []) {
      const square = rows.slice(line - 2, line + 3).map((row) => row.slice(line - 2, line + 3))
      assert.deepEqual(square, ['11111', '10001', '10101', '10001', '11111'])
    }
    const format = rows[8] ?? ''
    const once = `${format.slice(0, 6)}${format.slice(7, 9)}`
    const level = size === 45 || size === 105 ? '101010000010010' : '111011111000100'
    assert.equal(once, level.slice(0, 8))
    assert.equal(format.slice(size - 8), level.slice(7))
    const down = rows.map((row) => row[8]).join('')
    assert.equal(`${down.slice(0, 6)}${down.slice(7, 9)}`, reversed(level).slice(0, 8))
    assert.equal(down.slice(size - 7), reversed(level).slice(8))
  }
})

const reversed = (text: string) => [...text].reverse().join('')

test('the image is a PNG of 256 pixels: the same modules, a quiet zone of four or more', async () => {
  const { default: sharp } = await import('sharp')
  for (const length of [50, 200, 400, 700]) {
    const text = 'otpauth://totp/Flumen:ada@example.com?secret='.repeat(20).slice(0, length)
    const address = drawQr(text)
    assert.match(address, /^data:image\/png;base64,/)
    const png = Buffer.from(address.replace(/^.*base64,/, ''), 'base64')
    const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({
      resolveWithObject: true,
    })
    assert.deepEqual([info.width, info.height, info.channels], [256, 256, 1])
    const rows = encodeQr(text)
    const scale = Math.floor(256 / (rows.length + 8))
    const margin = (256 - rows.length * scale) / 2
    assert.ok(scale >= 2 && margin >= 4 * scale)
    const isDark = (x: number, y: number) => ((data[y * 256 + x] ?? 0) < 128 ? '1' : '0')
    for (let y = 0; y < 256; y++) {
      const row = rows[Math.floor((y - Math.floor(margin)) / scale)] ?? '0'.repeat(rows.length)
      const seen = Array.from({ length: 256 }, (_, x) => isDark(x, y)).join('')
      const wide = [...row].map((module) => module.repeat(scale)).join('')
      assert.equal(
        seen,
        '0'.repeat(Math.floor(margin)) + wide.padEnd(256 - Math.floor(margin), '0'),
      )
    }
  }
})

test('what does not fit is not drawn', () => assert.equal(drawQr('x'.repeat(780)), ''))
