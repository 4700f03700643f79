import fc from 'fast-check'

/** Names of files, questions for one, and what is said of one: right, wrong and between. */

const words = [
  ...[
    'a',
    'b',
    'Z',
    '0',
    '.',
    '..',
    '...',
    '/',
    '/',
    '//',
    '\\',
    ' ',
    '%',
    '%2e',
    '%2F',
    '%00',
    '+',
    '&',
  ],
  ...[
    '?',
    '#',
    '"',
    "'",
    ';',
    ':',
    '*',
    '\u0000',
    '\t',
    '\r\n',
    '\u001f',
    '\u007f',
    '\u0085',
    'é',
    'e\u0301',
  ],
  ...[
    '💩',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\u{10ffff}',
    '\uffff',
    'share',
    'shares',
    'stream',
    'sign',
    'CON',
    '~',
  ],
]
const text = (units: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...units), { maxLength }).map((parts) => parts.join(''))
export const names = fc.oneof(
  { weight: 8, arbitrary: text(words, 12) },
  { weight: 1, arbitrary: fc.integer({ min: 1020, max: 1028 }).map((n) => 'n'.repeat(n)) },
  { weight: 1, arbitrary: fc.integer({ min: 509, max: 514 }).map((n) => 'é'.repeat(n)) },
)

const firsts = ['multipart', 'copy', 'move', 'sign', 'stream', 'chunked']
/** What the documentation says of names. */
export function isName(name: string): boolean {
  const parts = name.split('/')
  return (
    Buffer.byteLength(name) >= 1 &&
    Buffer.byteLength(name) <= 1024 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    !/[\u0000-\u001f\u007f-\u009f]/.test(name) &&
    !parts.some((part) => part === '.' || part === '..') &&
    !parts.slice(0, -1).includes('') &&
    !firsts.includes(parts[0] ?? '') &&
    !['share', 'shares'].includes(parts.at(-1) ?? '')
  )
}

const etags = ['"x"', 'W/"x"', '*', '', ',', '"', '"a,b"', 'x', '\u00ff', '" "']
const dates = [
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'now',
  '-1',
  '1e99',
  '',
]
const rangeWords = [
  ...[
    'bytes=',
    'bytes',
    '=',
    '0',
    '1',
    '5',
    '9',
    '10',
    '11',
    '-',
    '-',
    ',',
    ', ',
    ' ',
    'x',
    '-0',
    '\t',
  ],
  ...['99999999999999999999', '9007199254740993', '1e3', '0-0', '0-0,', '3-', '-3', '0-4,6-8'],
]
const header = (known: string[]) => fc.oneof(fc.constantFrom(...known), text(known, 4))
export const questions = fc.record(
  {
    range: fc.oneof(
      text(rangeWords, 10),
      text(rangeWords, 8).map((range) => `bytes=${range}`),
    ),
    'if-range': header([...etags, ...dates, 'own']),
    'if-match': header([...etags, 'own']),
    'if-none-match': header([...etags, 'own']),
    'if-modified-since': header(dates),
    'if-unmodified-since': header(dates),
    accept: header(['*/*', 'image/webp', ';', 'q=', '\u00e9']),
    'x-metadata-only': header(['true', 'false', '1']),
  },
  { requiredKeys: [] },
)
export const queries = fc.record(
  {
    download: text(words, 6),
    inline: fc.constantFrom('true', 'false', 'x', ''),
    w: fc.constantFrom('1', '-1', '0', '4096', '1e9', 'x', ''),
    fmt: fc.constantFrom('png', 'auto', '__proto__', '', 'exe'),
    fit: fc.constantFrom('cover', 'x', 'constructor'),
  },
  { requiredKeys: [] },
)

const typeWords = [
  'text/plain',
  'image/png',
  'application/json',
  ';',
  ' charset=utf-8',
  '/',
  'x',
  ',',
  '"',
  '\u00e9',
]
const cacheWords = [
  '3600',
  'max-age=1',
  'no-store',
  ', ',
  '=',
  '"',
  ';',
  '\u00e9',
  '-1',
  'x'.repeat(150),
]
export const descriptions = fc.record(
  {
    type: text([...typeWords, 'multipart/form-data', '; boundary='], 4),
    cacheControl: text(cacheWords, 3),
    upsert: fc.constantFrom('true', 'false', 'TRUE', '', '\u00e9'),
    metadata: fc.oneof(
      fc.dictionary(text([...words, '__proto__', 'constructor'], 2), fc.jsonValue({ maxDepth: 2 })),
      fc.constantFrom(
        '[1]',
        '{',
        'null',
        '"x"',
        '{"a":"\\u0000"}',
        '{"a":"\\ud800"}',
        '{"a":1e999}',
      ),
    ),
  },
  { requiredKeys: [] },
)

export const lists = fc.record(
  {
    prefix: text(words, 3),
    delimiter: fc.oneof(fc.constantFrom('/', '', '%', '~', ' '), text(words, 1)),
    search: text(words, 2),
    cursor: fc.oneof(text(words, 3), fc.base64String({ maxLength: 40 })),
    limit: fc.constantFrom('1', '2', '0', '-1', '1e9', 'x'),
    offset: fc.constantFrom('0', '1', '-1', '99999999999999999999'),
    sort: fc.constantFrom('name', 'size', 'created_at', 'constructor'),
    order: fc.constantFrom('asc', 'desc', 'ASC; --'),
  },
  { requiredKeys: [] },
)
