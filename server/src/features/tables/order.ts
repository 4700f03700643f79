import { badQuery } from './faults.ts'
import { endOfQuote, splitOutside, unquote } from './scan.ts'

export interface OrderItem {
  /** The embed whose column it is: `order=author(name).desc`. */
  embed: string | undefined
  column: string
  descending: boolean
  nulls: 'first' | 'last' | undefined
  vector: { op: string; value: string } | undefined
}

const vector = /\.(vec_l2|vec_cos|vec_ip)\.([[(][-0-9.,eE +\s]*[\])])/
const direction = /\.(asc|desc)(?=$|\.(?:nullsfirst|nullslast)$)/i
const nulls = /\.(nullsfirst|nullslast)$/i

/** `a.desc.nullslast,b,c->>d.asc`. @throws invalid */
export function readOrder(name: string, text: string): OrderItem[] {
  const parts = splitOutside(text, ',')
  if (!parts || parts.length > 50)
    throw badQuery(name, 'The brackets do not match, or there is too much')
  return parts.map((part) => readItem(name, part.trim()))
}

function readItem(name: string, text: string): OrderItem {
  const [, op, value] = vector.exec(text) ?? []
  const plain = op === undefined ? text : text.replace(vector, '')
  const [, place] = nulls.exec(plain) ?? []
  const [, way] = direction.exec(plain) ?? []
  const rest = plain.replace(nulls, '').replace(/\.(asc|desc)$/i, '')
  const [embed, column] = splitEmbed(rest)
  if (column === '') throw badQuery(name, 'A column is missing')
  return {
    embed,
    column,
    descending: way?.toLowerCase() === 'desc',
    nulls:
      place === undefined ? undefined : place.toLowerCase() === 'nullsfirst' ? 'first' : 'last',
    vector: op === undefined || value === undefined ? undefined : { op, value },
  }
}

/** `author(name)` is a column of an embed. */
function splitEmbed(text: string): [string | undefined, string] {
  if (text.startsWith('"') && endOfQuote(text, 0) === text.length - 1) return [undefined, text]
  const [, embed, column] =
    /^([^()"]+|"(?:[^"\\]|\\.)*")\(((?:[^()"]|"(?:[^"\\]|\\.)*")+)\)$/s.exec(text) ?? []
  return embed === undefined || column === undefined
    ? [undefined, text]
    : [unquote(embed.trim()), column.trim()]
}
