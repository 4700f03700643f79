/** Cells as spreadsheets exchange them: tabs and lines, quoted where a value holds one of them. */
export const writeCells = (cells: readonly (readonly (string | null | undefined)[])[]): string =>
  cells.map((line) => line.map((cell) => quotedCell(cell ?? '')).join('\t')).join('\n')

const quotedCell = (text: string): string =>
  /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Reads CSV (RFC 4180) or what a spreadsheet put into the clipboard. */
export function readCells(text: string, separator: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[i + 1] === '"') cell += text[i++]
      else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === separator) {
      line.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[i + 1] === '\n') i++
      lines.push([...line, cell])
      line = []
      cell = ''
    } else cell += char
  }
  if (cell !== '' || line.length > 0) lines.push([...line, cell])
  return lines
}
