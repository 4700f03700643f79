import assert from 'node:assert/strict'
import type { Answer, TestServer } from '../../../test/kit.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import {
  type Form,
  type Idp,
  pack,
  readRequest,
  responseXml,
  type Signing,
  type Sp,
  type Subject,
  sign,
  signingOf,
  visitorsOf,
  type Words,
  wordsOf,
} from './saml-stand-in.ts'

export const newSubject = (): Subject & { email: string } => {
  const nameId = uuid()
  return { nameId, email: `${nameId}@example.com`, sessionIndex: `s-${nameId}` }
}

export type Place = 'Response' | 'Assertion'

export interface Forgery {
  words?: Partial<Words>
  /** The answer in clear, changed before it is signed. */
  before?: (xml: string) => string
  /** Changed after it. */
  after?: (xml: string, who: Subject) => string
  by?: Signing
  /** Undefined: both. */
  place?: Place
  isUnsigned?: boolean
}

/** Everything that a sign-in changes. */
const worldOf = (server: TestServer): Promise<object | undefined> =>
  server.ctx.db.row(sql`
    select (select count(*)::int from auth.users) as users,
      (select count(*)::int from auth.identities) as identities,
      (select count(*)::int from auth.sessions) as sessions,
      (select count(*)::int from auth.saml_seen) as seen,
      (select count(*)::int from auth.saml_sessions) as there,
      (select count(*)::int from auth.saml_flows where consumed_at is not null) as consumed`)

/** Somebody who can have a provider sign things, and change them on the way. */
export function forgerAt(server: TestServer, idp: Idp, sp: Sp) {
  const { login, form, json } = visitorsOf(server)

  /** An answer to a fresh request, with one thing wrong. */
  async function forge(given: Forgery, who: Subject = newSubject()): Promise<Form> {
    const { id, relayState } = await readRequest(idp, sp, await login(idp.name))
    let xml = responseXml({ ...wordsOf(idp, who, id), ...given.words }, who)
    xml = given.before?.(xml) ?? xml
    const places: Place[] = given.place ? [given.place] : ['Assertion', 'Response']
    const by = given.by ?? signingOf(idp)
    if (!given.isUnsigned) for (const place of places) xml = sign(xml, place, by)
    return { SAMLResponse: pack(given.after?.(xml, who) ?? xml), RelayState: relayState }
  }

  /** Through both doors, with nothing changed by it. */
  async function mustRefuse(name: string, given: Forgery): Promise<void> {
    const answer = await forge(given)
    const before = await worldOf(server)
    const body = { saml_response: answer.SAMLResponse, relay_state: answer.RelayState }
    for (const refused of [await form(answer), await json(body)]) mustBeRefusal(name, refused)
    assert.deepEqual(await worldOf(server), before, `${name}: nothing changed`)
  }

  return { forge, mustRefuse }
}

function mustBeRefusal(name: string, { status, body, text }: Answer): void {
  assert.equal(status, 401, `${name}: ${text}`)
  assert.equal(body.code, 'INVALID_ASSERTION', name)
  assert.deepEqual(Object.keys(body).sort(), ['code', 'error', 'request_id'], name)
}
