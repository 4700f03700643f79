import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import * as saml from '../../features/saml/index.ts'
import { spOf, startIdp } from './saml-stand-in.ts'
import { forgerAt, type Place } from './saml-testing.ts'

const server = await startServer()
const acme = await startIdp('acme')
await saml.providers.add(server.ctx, { name: 'acme', idp_metadata_xml: acme.metadata })
const { mustRefuse } = forgerAt(server, acme, await spOf(server, 'acme'))

/** A signed element and what an attacker makes of it. */
interface Parts {
  /** The element with its signature, and without. */
  whole: string
  bare: string
  signature: string
  evil: string
}

/** With ids of its own, or those of the original. */
const evilly = (xml: string, isFresh: boolean) =>
  xml
    .replaceAll(/ ID="_/g, isFresh ? ' ID="_evil' : ' ID="_')
    .replace(/(<saml:NameID[^>]*>)[^<]*/, '$1ceo')
    .replace(/[\w-]+@example\.com/, 'ceo@example.com')

const within = (outer: string, text: string) => outer.replace(/(<\/[\w:]+>)$/, `${text}$1`)
const afterIssuer = (outer: string, text: string) =>
  outer.replace('</saml:Issuer>', `</saml:Issuer>${text}`)
const inSignature = (signature: string, text: string) =>
  signature.replace('</ds:Signature>', `<ds:Object>${text}</ds:Object></ds:Signature>`)

/** The eight of Somorovsky et al. (USENIX Security 2012), in the numbering that tools use. */
const wrappings: ((p: Parts) => string)[] = [
  ({ evil, signature, bare }) => afterIssuer(evil, inSignature(signature, bare)),
  ({ evil, signature, bare }) => afterIssuer(evil, bare + signature),
  ({ evil, whole }) => evil + whole,
  ({ evil, whole }) => within(evil, whole),
  ({ evil, signature, bare }) => afterIssuer(evil, signature) + bare,
  ({ evil, signature, bare }) =>
    afterIssuer(
      evil,
      signature.replace(
        '</ds:SignatureValue>',
        `</ds:SignatureValue><ds:KeyInfo>${bare}</ds:KeyInfo>`,
      ),
    ),
  ({ evil, whole }) => `<samlp:Extensions>${evil}</samlp:Extensions>${whole}`,
  ({ evil, whole, signature }) => whole.replace(signature, inSignature(signature, evil)),
]

/** Where two stand side by side, an answer of the attacker's own must hold them. */
const besides = [2, 4, 6]

for (const place of ['Response', 'Assertion'] as const) {
  for (const i of wrappings.keys()) {
    test(`refused: wrapped around the signature of the ${place}, position ${i + 1}`, async () => {
      for (const isFresh of [true, false]) {
        for (const also of [false, true]) {
          await mustRefuse(`${place} ${i + 1} ${isFresh} ${also}`, {
            ...(also ? {} : { place }),
            after: (xml) => wrapped(xml, place, i, isFresh),
          })
        }
      }
    })
  }
}

function wrapped(xml: string, place: Place, i: number, isFresh: boolean): string {
  const isAssertion = place === 'Assertion'
  const whole = isAssertion ? (/<saml:Assertion .*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '') : xml
  const signature = /<ds:Signature .*?<\/ds:Signature>/s.exec(whole)?.[0] ?? ''
  assert.ok(signature.length > 300)
  const bare = whole.replace(signature, '')
  const made = wrappings[i]?.({ whole, bare, signature, evil: evilly(bare, isFresh) }) ?? ''
  if (isAssertion) return xml.replace(whole, () => made)
  if (!besides.includes(i)) return made
  const [head = ''] = /^<samlp:Response[^>]*>/.exec(xml) ?? []
  return `${head.replace(/ ID="[^"]*"/, ' ID="_root"')}${made}</samlp:Response>`
}
