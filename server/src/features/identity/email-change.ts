import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as grants from '../grants/index.ts'
import * as mails from '../mails/index.ts'
import { closeRivals } from './mailbox.ts'
import { selectByEmail, selectById, setNewEmail, takeNewEmail, type User } from './queries.ts'

/**
 * A new address waits beside the old one until its mailbox confirms it. Whether somebody else has
 * the address is looked up later, by a job: the person who asks cannot find out.
 */

/** Ten an hour for an account. @throws rate_limited */
export const takeEmailChange = (ctx: Ctx, userId: string): Promise<void> =>
  ctx.limits.take({ key: `email-change:${userId}`, max: 10, perSeconds: 3600 })

/** In the caller's transaction. */
export async function askForEmailChange(ctx: Ctx, userId: string, address: string): Promise<void> {
  await ctx.db.run(setNewEmail(userId, address))
  await record(ctx, 'email.change_asked', { userId })
  await enqueue(ctx, 'identity.email_change', { userId, address })
}

/** The job behind it: a code and a link to the new address, a notice with "not me" to the old. */
export async function sendEmailChange(
  ctx: Ctx,
  { userId, address }: { userId: string; address: string },
): Promise<void> {
  const user = await ctx.db.row<User>(selectById(userId))
  if (!user || user.new_email !== address) return
  // Asked for twice: the mail of a moment ago still counts.
  const again = { key: `email-change:${userId}:${address}`, max: 1, perSeconds: 60 }
  if (!(await ctx.limits.has(again))) return
  const isFree = !(await ownerOf(ctx, user, address))
  const mayMail = await mails.hasBudget(ctx, user.realm_id, address)
  await inTransaction(ctx, async (ctx) => {
    const about = { purpose: 'email_change', realmId: user.realm_id, userId, address } as const
    const code = await codes.issue(ctx, about, isFree)
    const { publicUrl } = ctx.instance
    const notMeLink = `${publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`
    if (isFree && mayMail) {
      await mails.send(
        ctx,
        'email_change',
        { email: address, language: user.language },
        {
          code: code.digits,
          minutes: code.minutes,
          link: `${publicUrl}/auth/verify-email?token=${code.token}`,
          notMeLink,
        },
      )
    }
    await mails.send(ctx, 'email_change_notice', toProven(user), { notMeLink })
  })
}

/** The other account that has proven this address. */
async function ownerOf(ctx: Ctx, user: User, address: string): Promise<User | undefined> {
  const found = await ctx.db.row<User>(selectByEmail(user.realm_id, address))
  return found?.email_verified_at && found.id !== user.id ? found : undefined
}

const toProven = (user: User) => ({
  email: user.email_verified_at ? user.email : null,
  language: user.language,
})

/** @returns the account with its new address; undefined for a link that no longer counts */
export const changeEmailByLink = (ctx: Ctx, token: string): Promise<User | undefined> =>
  unlessTaken(ctx, async (ctx) => {
    const proof = await codes.consumeLink(ctx, 'email_change', token)
    return proof && change(ctx, proof)
  })

/** One uncounted try of the digits. @returns the account with its new address */
export const changeEmailByDigits = (
  ctx: Ctx,
  about: { address: string; realmId: string },
  digits: string,
): Promise<User | undefined> =>
  unlessTaken(ctx, async (ctx) => {
    const proof = await codes.consumeDigits(ctx, { purpose: 'email_change', ...about }, digits)
    return proof && change(ctx, proof)
  })

/** Two accounts that take one address at the same moment: the index lets one of them. */
async function unlessTaken(
  ctx: Ctx,
  work: (ctx: Ctx) => Promise<User | undefined>,
): Promise<User | undefined> {
  try {
    return await inTransaction(ctx, work)
  } catch (error) {
    if (isDuplicate(error, 'users_proven_email')) return undefined
    throw error
  }
}

/** What went to the old mailbox ends with it, and so do tokens that name the old address. */
async function change(ctx: Ctx, proof: codes.Proof): Promise<User | undefined> {
  const user = await ctx.db.row<User>(selectById(proof.user_id ?? '', true))
  if (!user || user.disabled_at || user.new_email !== proof.address) return undefined
  if (await ownerOf(ctx, user, proof.address)) return undefined
  await closeRivals(ctx, { ...user, email: proof.address })
  const changed = await ctx.db.row<User>(takeNewEmail(user.id))
  await codes.discardAll(ctx, [user.id])
  await grants.renewTokens(ctx, user.id)
  await record(ctx, 'email.changed', { userId: user.id })
  await mails.send(ctx, 'email_changed', toProven(user), mails.whence(ctx))
  return changed
}
