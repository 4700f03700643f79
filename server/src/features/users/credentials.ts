import { type Ctx, inTransaction } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as factors from '../factors/index.ts'
import * as identity from '../identity/index.ts'
import * as mails from '../mails/index.ts'
import * as passkeys from '../passkeys/index.ts'
import * as sessions from '../sessions/index.ts'
import { endAll } from './endings.ts'
import { get, mustBeAccount } from './find.ts'
import { deleteIdentity, selectIdentities } from './queries.ts'
import type { Person } from './schema.ts'

/** What a person signs in with, in the hands of an administrator: to look at, and to take away. */

/** @throws not_found */
export async function listSessions(ctx: Ctx, id: string): Promise<sessions.SessionRecord[]> {
  await get(ctx, id)
  return sessions.list(ctx, id)
}

/** @throws not_found for a session that is over, unknown, or somebody else's */
export function endSession(ctx: Ctx, id: string, sessionId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await get(ctx, id)
    await sessions.revoke(ctx, id, sessionId)
    await record(ctx, 'session.revoked', { userId: id, details: { id: sessionId } })
  })
}

/** @throws not_found */
export function endSessions(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await get(ctx, id)
    await endAll(ctx, id)
    await record(ctx, 'session.revoked', { userId: id, details: { id: 'all' } })
  })
}

export interface Credentials {
  factors: factors.FactorRecord[]
  passkeys: passkeys.PasskeyRecord[]
  recovery_codes_left: number
}

/** @throws not_found; conflict `not_an_account` */
export async function credentials(ctx: Ctx, id: string): Promise<Credentials> {
  await mustBeAccount(ctx, id)
  return {
    factors: await factors.list(ctx, id),
    passkeys: await passkeys.list(ctx, id),
    recovery_codes_left: await factors.recoveryCodesLeft(ctx, id),
  }
}

/** For who lost their telephone. @throws not_found; conflict `not_an_account` */
export function removeFactor(ctx: Ctx, id: string, factorId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const person = await mustBeAccount(ctx, id)
    const found = (await factors.list(ctx, id)).some((factor) => factor.id === factorId)
    if (!found) throw notFound('not_found', 'No such factor')
    await factors.removeAll(ctx, id)
    await identity.dropIdleRecoveryCodes(ctx, id)
    await record(ctx, 'factor.disabled', { userId: id, details: { id: factorId } })
    await mails.send(ctx, 'mfa_disabled', toProven(person), mails.whence(ctx))
  })
}

/** @throws not_found; conflict `not_an_account` */
export function removePasskey(ctx: Ctx, id: string, passkeyId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const person = await mustBeAccount(ctx, id)
    const { name, second_factor } = await passkeys.remove(ctx, id, passkeyId)
    if (second_factor) await identity.dropIdleRecoveryCodes(ctx, id)
    const details = { id: passkeyId, second_factor }
    await record(ctx, 'passkey.removed', { userId: id, details })
    const about = { keyName: name, ...mails.whence(ctx) }
    await mails.send(ctx, 'passkey_removed', toProven(person), about)
  })
}

export interface LinkedIdentity {
  id: string
  provider: string
  email: string | null
  created_at: Date
}

/** @throws not_found */
export async function listIdentities(ctx: Ctx, id: string): Promise<LinkedIdentity[]> {
  await get(ctx, id)
  return ctx.db.rows<LinkedIdentity>(selectIdentities(id))
}

/** Unlike the person's own, also the last way in: a mail can lead to a password. @throws not_found */
export function removeIdentity(ctx: Ctx, id: string, identityId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await get(ctx, id)
    const gone = await ctx.db.row<{ provider: string }>(deleteIdentity(id, identityId))
    if (!gone) throw notFound('not_found', 'No such identity')
    await record(ctx, 'identity.unlinked', { userId: id, details: { by: gone.provider } })
  })
}

const toProven = (person: Person) => ({
  email: person.email_verified_at ? person.email : null,
  language: person.language,
})
