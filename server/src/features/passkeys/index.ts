import type { Ctx } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import {
  countWaysIn,
  deleteAllPasskeys,
  deletePasskey,
  dropSecondFactor,
  renamePasskey,
  selectOwn,
  selectRole,
} from './queries.ts'
import { findRelyingParty } from './relying-party.ts'

/**
 * Passkeys (WebAuthn, level 3): what is kept of them, and the two ceremonies, making one and proving
 * that one has it. What a proof is good for, identity decides.
 */
export { jobs } from './jobs.ts'
export { beginProof, type Judged, judge, type Refused, use } from './prove.ts'
export { add, beginRegistration, judgeRegistration } from './register.ts'
export type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from './webauthn.ts'

export interface PasskeyRecord {
  id: string
  name: string
  created_at: Date
  last_used_at: Date | null
  /** Whether copies of it are kept elsewhere, as of its last use. */
  backed_up: boolean
  /** Whether it can be copied at all. */
  device_type: 'singleDevice' | 'multiDevice'
  transports: string[]
  /** The model of the authenticator, where it tells. */
  aaguid: string
  /** Whether every other way in asks for a second factor because of it. */
  second_factor: boolean
}

/** A person's passkeys, oldest first. */
export const list = (ctx: Ctx, userId: string): Promise<PasskeyRecord[]> =>
  ctx.db.rows<PasskeyRecord>(selectOwn(userId))

/** @throws not_found for an unknown or a foreign one */
export async function rename(
  ctx: Ctx,
  userId: string,
  id: string,
  name: string,
): Promise<PasskeyRecord> {
  return orNotFound(isUuid(id) && (await ctx.db.row(renamePasskey(userId, id, name))))
}

/** In the caller's transaction. @throws not_found for an unknown or a foreign one */
export async function remove(ctx: Ctx, userId: string, id: string): Promise<PasskeyRecord> {
  return orNotFound(isUuid(id) && (await ctx.db.row(deletePasskey(userId, id))))
}

function orNotFound(row: unknown): PasskeyRecord {
  if (row) return row as PasskeyRecord
  throw notFound('not_found', 'No such passkey')
}

/** Takes every passkey of these people. In the caller's transaction. */
export async function removeAllOf(ctx: Ctx, userIds: readonly string[]): Promise<void> {
  await ctx.db.run(deleteAllPasskeys(userIds))
}

/** What passkeys are to a person's other ways in. */
export interface Role {
  /** How many there are: each can be shown as a second factor. */
  held: number
  /** Whether one was registered as second factor, so that one is asked for. */
  demanded: boolean
}

export const roleOf = async (ctx: Ctx, userId: string): Promise<Role> =>
  (await ctx.db.row<Role>(selectRole(userId))) ?? { held: 0, demanded: false }

/** From now on they are first factors alone. @returns the ids of those that were second ones */
export const demoteAll = async (ctx: Ctx, userId: string): Promise<string[]> =>
  (await ctx.db.rows<{ id: string }>(dropSecondFactor(userId))).map((row) => row.id)

/** How many open the account by themselves, on the site as it is called now. */
export async function waysIn(ctx: Ctx, userId: string): Promise<number> {
  const party = await findRelyingParty(ctx)
  if (!party) return 0
  return (await ctx.db.row<{ ways: number }>(countWaysIn(userId, party.id)))?.ways ?? 0
}
