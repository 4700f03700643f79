import assert from 'node:assert/strict'
import { test } from 'node:test'
import { childOf, contentOf, parse, textOf, walk, XmlFault } from './xml.ts'

const read = (text: string | Buffer) => parse(textOf(Buffer.from(text)))

test('reads elements, attributes, namespaces, entities and line ends', () => {
  const root = read(
    '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<a:r xmlns:a="urn:a" xmlns="urn:d" x="1" a:y=\'&lt;&#65;&#x42;\'>' +
      '<c>one\r\ntwo &amp; three</c><a:d xmlns=""><e/></a:d></a:r>\n',
  )
  assert.deepEqual([root.ns, root.name], ['urn:a', 'r'])
  assert.deepEqual(
    [...root.attributes],
    [
      ['x', '1'],
      ['urn:a y', '<AB'],
    ],
  )
  assert.equal(contentOf(childOf(root, 'urn:d', 'c')), 'one\ntwo & three')
  assert.deepEqual(
    [...walk(root)].map(({ ns, name }) => `${ns} ${name}`),
    ['urn:a r', 'urn:d c', 'urn:a d', ' e'],
  )
  assert.throws(() => contentOf(root), XmlFault)
  assert.throws(() => childOf(root, 'urn:a', 'c'), XmlFault)
})

/** What one reader would take, another would not, or would understand otherwise. */
const refused = [
  '',
  ' ',
  'x',
  '<a>',
  '<a></b>',
  '<a><b></a></b>',
  '<a/><a/>',
  '<a/>x',
  'x<a/>',
  '< a/>',
  '<a/ >',
  '<a></a/>',
  '</a>',
  '<a b=c/>',
  '<a b/>',
  '<a b="1"c="2"/>',
  '<a b="1" b="2"/>',
  '<a b="<"/>',
  '<a b="&"/>',
  '<a>&foo;</a>',
  '<a>&amp</a>',
  '<a>a & b</a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>\u0000</a>',
  '<a>\u0008</a>',
  '<a>\ufffe</a>',
  '<a>]]></a>',
  '<a><!-- --></a>',
  '<a><![CDATA[x]]></a>',
  '<!DOCTYPE a><a/>',
  '<a><?x?></a>',
  '<?xml version="1.1"?><a/>',
  '<?xml version="1.0" encoding="latin1"?><a/>',
  '<x:a/>',
  '<a x:b="1"/>',
  '<a xmlns:x=""/>',
  '<a xmlns:xml="urn:x"/>',
  '<a xmlns:xmlns="urn:x"/>',
  '<a xmlns:x="urn:x" xmlns:y="urn:x" x:b="1" y:b="2"/>',
  '<a:b:c xmlns:a="urn:a"/>',
  '<é/>',
  Buffer.from('<a>\xff</a>', 'latin1'),
  `<a>${'<b>'.repeat(64)}${'</b>'.repeat(64)}</a>`,
  `<a>${'<b/>'.repeat(2_000)}</a>`,
  `<a ${Array.from({ length: 65 }, (_, i) => `b${i}=""`).join(' ')}/>`,
  `<a ${Array.from({ length: 40 }, (_, i) => `xmlns:n${i}="urn:n"`).join(' ')}/>`,
  `<a>${'x'.repeat(256 * 1024)}</a>`,
]

for (const text of refused) {
  test(`refuses ${JSON.stringify(String(text)).slice(0, 60)}`, () => {
    assert.throws(() => read(text), XmlFault)
  })
}

test('takes what is just within the limits', () => {
  assert.equal([...walk(read(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`))].length, 64)
  assert.equal([...walk(read(`<a>${'<b/>'.repeat(1_999)}</a>`))].length, 2_000)
})
