import { crc32, deflateSync } from 'node:zlib'

/**
 * QR codes (ISO/IEC 18004) for the one thing that is drawn here, the address of a new authenticator.
 * Bytes only, one mask, and of the forty versions four whose blocks are equally long: every reader
 * takes them, and the rest of the standard is not needed.
 */

/** Error correction level in the format bits (L 1, M 0), blocks, check codewords of each, Annex E. */
const layouts = [
  { version: 7, level: 0, blocks: 4, data: 31, checks: 18, lines: [6, 22, 38] },
  { version: 9, level: 1, blocks: 2, data: 116, checks: 30, lines: [6, 26, 46] },
  { version: 13, level: 1, blocks: 4, data: 107, checks: 26, lines: [6, 34, 62] },
  { version: 22, level: 0, blocks: 17, data: 46, checks: 28, lines: [6, 26, 50, 74, 98] },
]
type Layout = (typeof layouts)[number]

/** Of the image, in pixels: every layout fits it with two of them or more for each module. */
const side = 256

/**
 * A QR code as an image, 256 pixels square, with a quiet zone of four modules or more (§5.3.8).
 * @returns a `data:` address of a PNG; '' for a text of more than 779 bytes
 */
export function drawQr(text: string): string {
  const rows = encodeQr(text)
  if (rows.length === 0) return ''
  const scale = Math.floor(side / (rows.length + 8))
  const margin = (side - rows.length * scale) >> 1
  const at = (pixel: number) => Math.floor((pixel - margin) / scale)
  const lines = Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => rows[at(y)]?.[at(x)] !== '1'),
  )
  return `data:image/png;base64,${toPng(lines).toString('base64')}`
}

/** One bit for each pixel, true is white, no line filtered (PNG, ISO/IEC 15948). */
function toPng(lines: boolean[][]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head[8] = 1
  const bytes = lines.flatMap((line) => {
    const bits = line.map(Number).join('')
    return [0, ...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))]
  })
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const data = deflateSync(Buffer.from(bytes))
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND')])
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Rows of modules, '1' is dark, without the quiet zone; none for a text that is too long. */
export function encodeQr(text: string): string[] {
  const bytes = Buffer.from(text)
  const layout = layouts.find(
    (one) => bytes.length + (one.version < 10 ? 2 : 3) <= one.blocks * one.data,
  )
  if (!layout) return []
  const grid = drawFunctions(layout)
  drawData(grid, toCodewords(bytes, layout))
  return grid.map((row) => row.join(''))
}

/** Mode, count, bytes, terminator and filling (§7.4), cut into blocks and read across (§7.6). */
function toCodewords(bytes: Buffer, { version, blocks, data, checks }: Layout): number[] {
  const count = bytes.length.toString(16).padStart(version < 10 ? 2 : 4, '0')
  const nibbles = `4${count}${bytes.toString('hex')}0`
  const filled = nibbles.padEnd(blocks * data * 2, 'ec11')
  const parts = Array.from({ length: blocks }, (_, i) =>
    Buffer.from(filled.slice(i * data * 2, (i + 1) * data * 2), 'hex'),
  )
  const sums = parts.map((part) => checksOf(part, checks))
  const across = (columns: ArrayLike<number>[], height: number) =>
    Array.from({ length: height }, (_, i) => columns.map((column) => column[i] ?? 0)).flat()
  return [...across(parts, data), ...across(sums, checks)]
}

/** In GF(256) modulo x⁸ + x⁴ + x³ + x² + 1, by shifting and adding. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ (product > 127 ? 0x11d : 0) ^ ((b >> bit) & 1 ? a : 0)
  }
  return product
}

/** Reed-Solomon: what is left of the data divided by (x − 2⁰)(x − 2¹)… (§7.5.2). */
export function checksOf(data: Uint8Array, length: number): number[] {
  let generator = [1]
  for (let i = 0, root = 1; i < length; i++, root = multiply(root, 2)) {
    const before = generator
    generator = [...before, 0].map((term, at) => term ^ multiply(before[at - 1] ?? 0, root))
  }
  let rest = new Array<number>(length).fill(0)
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0)
    rest = rest.map((_, i) => (rest[i + 1] ?? 0) ^ multiply(generator[i + 1] ?? 0, factor))
  }
  return rest
}

type Grid = (0 | 1 | undefined)[][]

function set(grid: Grid, x: number, y: number, dark: boolean | number): void {
  const row = grid[y]
  if (row && x >= 0 && x < grid.length) row[x] = dark ? 1 : 0
}

/** Everything but data (§6.3): timing, finders, alignment, format (§7.9), version (§7.10). */
function drawFunctions({ version, level, lines }: Layout): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => new Array(size).fill(undefined))
  for (let i = 0; i < size; i++) for (const [x, y] of both(i, 6)) set(grid, x, y, i % 2 === 0)
  for (const [x, y] of lines.flatMap((y) => lines.map((x) => [x, y] as const))) {
    const isUnderFinder = Math.min(x, y) === 6 && [6, size - 7].includes(Math.max(x, y))
    if (!isUnderFinder) drawRings(grid, x, y, 2)
  }
  for (const [x, y] of [[3, 3], ...both(3, size - 4)] as const) drawRings(grid, x, y, 4)
  const format = withChecks(level << 3, 10, 0x537) ^ 0x5412
  for (let i = 0; i < 15; i++) {
    const [down, along] =
      i < 8 ? [i < 6 ? i : i + 1, size - 1 - i] : [size - 15 + i, i === 8 ? 7 : 14 - i]
    set(grid, 8, down, (format >> i) & 1)
    set(grid, along, 8, (format >> i) & 1)
  }
  set(grid, 8, size - 8, 1)
  for (let i = 0; i < 18; i++) {
    const places = both(size - 11 + (i % 3), Math.floor(i / 3))
    for (const [x, y] of places) set(grid, x, y, (withChecks(version, 12, 0x1f25) >> i) & 1)
  }
  return grid
}

const both = (a: number, b: number): (readonly [number, number])[] => [
  [a, b],
  [b, a],
]

/** Squares around a centre: a finder with its separator (4), or an alignment pattern (2). */
function drawRings(grid: Grid, atX: number, atY: number, reach: 2 | 4): void {
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const ring = Math.max(Math.abs(x), Math.abs(y))
      set(grid, atX + x, atY + y, reach === 4 ? ring === 3 || ring < 2 : ring !== 1)
    }
  }
}

/** Followed by its remainder in GF(2), the check bits of format and version (Annexes C, D). */
export function withChecks(value: number, length: number, generator: number): number {
  let rest = value
  for (let i = 0; i < length; i++) rest = (rest << 1) ^ ((rest >> (length - 1)) * generator)
  return (value << length) | rest
}

/** In pairs of columns from the right, up and down in turn, over what is free, under mask 0 (§7.7.3). */
function drawData(grid: Grid, codewords: readonly number[]): void {
  const size = grid.length
  let at = 0
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const isUpward = ((right + 1) & 2) === 0
    for (let i = 0; i < size * 2; i++) {
      const [x, y] = [right - (i & 1), isUpward ? size - 1 - (i >> 1) : i >> 1]
      if (grid[y]?.[x] !== undefined) continue
      const bit = ((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1
      set(grid, x, y, bit ^ ((x + y + 1) & 1))
      at++
    }
  }
}
