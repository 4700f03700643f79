/** Markup that is safe to send: made by `html` alone, so every text in it has been escaped. */
export interface Html {
  readonly markup: string
}

type Piece = string | number | Html | false | undefined | readonly Html[]

/** Writes markup; whatever is put into it is text and escaped, unless it is markup of `html`. */
export function html(fixed: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const markup = fixed.reduce((made, next, i) => made + markupOf(pieces[i - 1]) + next)
  return { markup }
}

/** A text of this program that must stand as it is, such as a style sheet. */
export const verbatim = (markup: string): Html => ({ markup })

function markupOf(piece: Piece): string {
  if (piece === undefined || piece === false) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece))
  if ('markup' in piece) return piece.markup
  return piece.map(({ markup }) => markup).join('')
}

/** For text and for attribute values in double quotes (HTML standard, serialising). */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
