import { type Arrow, type Box, columnsShown, nodeWidth } from './layout.ts'

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  )

/** The diagram as a picture of its own, in light colours, for documents. */
export function drawingOf(boxes: readonly Box[], arrows: readonly Arrow[]): string {
  const width = Math.max(...boxes.map(({ x }) => x + nodeWidth)) + 40
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + 40
  const at = new Map(boxes.map((box) => [box.id, box]))
  const lines = arrows.flatMap(({ from, to }) => {
    const [a, b] = [at.get(from), at.get(to)]
    return a && b ? [lineOf(a, b)] : []
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -20 ${width} ${height}" font-family="sans-serif" font-size="12"><rect x="-20" y="-20" width="100%" height="100%" fill="#fff"/>${lines.join('')}${boxes.map(boxOf).join('')}</svg>`
}

function lineOf(a: Box, b: Box): string {
  const [x1, y1] = [a.x + nodeWidth, a.y + a.height / 2]
  const [x2, y2] = [b.x, b.y + b.height / 2]
  const bend = Math.max(40, Math.abs(x2 - x1) / 2)
  return `<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#8a94a6"/><circle cx="${x2}" cy="${y2}" r="3" fill="#8a94a6"/>`
}

function boxOf({ x, y, height, table }: Box): string {
  const { shown, more } = columnsShown(table)
  const rows = shown.map(({ name, type }, i) => {
    const line = y + 50 + i * 22
    const isKey = table.primary_key.includes(name)
    return `<text x="${x + 12}" y="${line}" fill="#222"${isKey ? ' font-weight="bold"' : ''}>${escaped(name)}</text><text x="${x + nodeWidth - 12}" y="${line}" fill="#778" text-anchor="end" font-size="10">${escaped(type.slice(0, 18))}</text>`
  })
  const rest =
    more > 0
      ? `<text x="${x + 12}" y="${y + 50 + shown.length * 22}" fill="#778">and ${more} more</text>`
      : ''
  return `<rect x="${x}" y="${y}" width="${nodeWidth}" height="${height}" rx="8" fill="#fff" stroke="#c5ccd8"/><text x="${x + 12}" y="${y + 22}" font-weight="bold" fill="#111">${escaped(table.name)}</text>${rows.join('')}${rest}`
}
