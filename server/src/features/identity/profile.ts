import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, invalid, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as settings from '../settings/index.ts'
import { self } from './account.ts'
import { askForEmailChange, takeEmailChange } from './email-change.ts'
import { checkPassword } from './passwords.ts'
import { selectById, setMetadata, type User } from './queries.ts'
import { withFreshProof } from './reauthenticate.ts'
import { replacePassword } from './recover.ts'
import { mustBeEmail } from './sign-up.ts'

const maxMetadataBytes = 8 * 1024

export interface ProfileChanges {
  email?: string | undefined
  password?: string | undefined
  /** Merged at its first level; null removes a field. */
  user_metadata?: Record<string, unknown> | undefined
  /** Of a reauthentication; needed for `email` and `password` when the sign-in is not recent. */
  nonce?: string | undefined
}

/** What others decide: asking for it is no mistake of form but a lack of rights. */
const reservedFields = ['role', 'app_metadata', 'email_verified'] as const

/**
 * Changes the caller's own account. A new password ends their other sessions; a new address waits
 * for its proof, whether or not somebody else has it.
 * @throws forbidden `access_denied` for reserved fields, `reauthentication_required`; invalid for a
 *   refused password or address, or too much metadata; rate_limited
 */
export async function updateProfile(
  ctx: Ctx,
  given: ProfileChanges & { [Field in (typeof reservedFields)[number]]?: unknown },
): Promise<User> {
  mustLeaveReserved(given)
  const user = await self(ctx)
  const email = newAddress(user, given.email)
  if (email === undefined && given.password === undefined) {
    return inTransaction(ctx, (ctx) => apply(ctx, user.id, { metadata: given.user_metadata }))
  }
  const rules = await settings.auth(ctx)
  const normal = given.password && (await checkPassword(given.password, user, 'password', rules))
  return withFreshProof(
    ctx,
    given.nonce,
    async () => {
      if (email !== undefined) await takeEmailChange(ctx, user.id)
      return normal === undefined ? undefined : ctx.hashing.hash(normal)
    },
    (ctx, hash) => apply(ctx, user.id, { email, hash, metadata: given.user_metadata }),
  )
}

function mustLeaveReserved(given: object): void {
  const field = reservedFields.find((name) => name in given)
  if (field) throw forbidden('access_denied', `${field} is not yours to change`)
}

/** undefined where it stays as it is. */
function newAddress(user: User, email: string | undefined): string | undefined {
  const address = email === undefined ? undefined : mustBeEmail(email)
  return address === user.email ? undefined : address
}

/** The row is locked from here on: simultaneous merges take turns. */
async function apply(
  ctx: Ctx,
  id: string,
  changes: {
    email?: string | undefined
    hash?: string | undefined
    metadata?: Record<string, unknown> | undefined
  },
): Promise<User> {
  const user = await mustExist(ctx, id, true)
  const { email, hash, metadata } = changes
  if (metadata) await ctx.db.run(setMetadata(id, merge(user.user_metadata, metadata)))
  if (metadata) await record(ctx, 'profile.changed', { userId: id })
  if (hash) await replacePassword(ctx, user, hash, 'password.changed', ctx.caller.sessionId)
  // After the password, which ends all that waits.
  if (email !== undefined) await askForEmailChange(ctx, id, email)
  return mustExist(ctx, id, false)
}

async function mustExist(ctx: Ctx, id: string, lock: boolean): Promise<User> {
  const user = await ctx.db.row<User>(selectById(id, lock))
  if (!user || user.disabled_at) throw unauthenticated('invalid_token', 'Sign in again')
  return user
}

/** @throws invalid when it would not fit into answers and policies */
function merge(
  before: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, unknown> {
  const both = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null)
  const merged = Object.fromEntries(both)
  if (Buffer.byteLength(JSON.stringify(merged)) <= maxMetadataBytes) return merged
  throw invalid('invalid_input', `user_metadata may have at most ${maxMetadataBytes} bytes`)
}
