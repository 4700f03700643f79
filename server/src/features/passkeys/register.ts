import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { conflict } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { consumeChallenge, issueChallenge, timeoutMs } from './challenges.ts'
import { readClientData } from './client-data.ts'
import { descriptorsOf } from './descriptors.ts'
import type { PasskeyRecord } from './index.ts'
import { insertPasskey, keepHandle, type NewPasskeyRow, selectRole } from './queries.ts'
import { relyingParty } from './relying-party.ts'
import {
  algorithms,
  type CreationOptions,
  loadWebAuthn,
  type Registered,
  type RegistrationResponse,
  verifyRegistration,
} from './webauthn.ts'

/** Of one person; enough for every device, and an end to it. */
const mostPasskeys = 20

/** Longer ones are none (WebAuthn §7.1 step 25). */
const longestCredentialId = 1023

/** Who registers, and what their authenticator shows of them. */
export interface Registrant {
  userId: string
  sessionId: string
  account: string
  displayName: string
}

/**
 * Begins a passkey. One that is to open the account by itself must know its owner and remember whose
 * it is; one that is only a second factor may be any security key.
 * @throws conflict `too_many_passkeys`; unavailable `passkeys_not_configured`
 */
export async function beginRegistration(
  ctx: Ctx,
  { userId, sessionId, account, displayName }: Registrant,
  secondFactor: boolean,
): Promise<CreationOptions> {
  const party = await relyingParty(ctx)
  await mustHaveRoom(ctx, userId)
  const need = secondFactor ? 'preferred' : 'required'
  const { generateRegistrationOptions } = await loadWebAuthn()
  return generateRegistrationOptions({
    rpName: ctx.instance.brand,
    rpID: party.id,
    userID: await handleOf(ctx, userId),
    userName: account,
    userDisplayName: displayName,
    challenge: await issueChallenge(ctx, { purpose: 'register', userId, sessionId }, secondFactor),
    timeout: timeoutMs,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: await descriptorsOf(ctx, userId, party),
    authenticatorSelection: { residentKey: need, userVerification: need },
  })
}

async function mustHaveRoom(ctx: Ctx, userId: string): Promise<void> {
  const role = await ctx.db.row<{ held: number }>(selectRole(userId))
  if ((role?.held ?? 0) < mostPasskeys) return
  throw conflict('too_many_passkeys', `At most ${mostPasskeys} passkeys: delete one first`)
}

async function handleOf(ctx: Ctx, userId: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = await ctx.db.row<{ handle: Buffer }>(keepHandle(userId, randomBytes(32)))
  if (!row) throw new Error('no user handle was kept')
  return new Uint8Array(row.handle)
}

/** A passkey that was made as asked, and is not kept yet. */
export type MadePasskey = Omit<NewPasskeyRow, 'id' | 'userId' | 'name'>

/**
 * Holds an answer against the challenge of this person in this session; the challenge is used up.
 * @returns undefined for every fault
 */
export async function judgeRegistration(
  ctx: Ctx,
  response: RegistrationResponse,
  by: { userId: string; sessionId: string },
): Promise<MadePasskey | undefined> {
  const clientData = readClientData(response.response.clientDataJSON)
  if (!clientData || clientData.isCrossOrigin) return undefined
  const { challenge } = clientData
  const asked = await consumeChallenge(ctx, challenge, { purpose: 'register', ...by })
  if (!asked) return undefined
  const party = await relyingParty(ctx)
  const secondFactor = asked.second_factor
  const expected = { challenge, party, needsVerifiedUser: !secondFactor }
  const made = await verifyRegistration(response, expected)
  if (!made || idOf(made).length > longestCredentialId) return undefined
  return { ...rowOf(made), rpId: party.id, secondFactor }
}

const idOf = ({ credential }: Registered): Buffer => Buffer.from(credential.id, 'base64url')

const rowOf = (made: Registered) => ({
  credentialId: idOf(made),
  publicKey: Buffer.from(made.credential.publicKey),
  signCount: made.credential.counter,
  deviceType: made.credentialDeviceType,
  backedUp: made.credentialBackedUp,
  transports: made.credential.transports ?? [],
  aaguid: made.aaguid,
  userVerified: made.userVerified,
})

/**
 * Keeps a passkey. In the caller's transaction, under the lock of the account.
 * @throws conflict `passkey_exists` when somebody has it already; `too_many_passkeys`
 */
export async function add(
  ctx: Ctx,
  userId: string,
  made: MadePasskey,
  name: string,
): Promise<PasskeyRecord> {
  await mustHaveRoom(ctx, userId)
  try {
    const row = await ctx.db.row<PasskeyRecord>(
      insertPasskey({ ...made, id: uuid(), userId, name }),
    )
    if (!row) throw new Error('the passkey was not kept')
    return row
  } catch (error) {
    if (!isDuplicate(error, 'passkeys_credential')) throw error
    throw conflict('passkey_exists', 'This passkey is registered already')
  }
}
