import type { Ctx } from '../../engines/context.ts'
import { forbidden } from '../../kernel/errors.ts'
import * as identity from '../identity/index.ts'
import type { Flow } from './complete.ts'
import type { Tokens } from './exchange.ts'
import type { Profile } from './profile.ts'
import type { Provider } from './providers.ts'
import { storeTokens } from './tokens.ts'

/** What a provider said of a person. */
export interface Outcome {
  profile: Profile
  tokens: Tokens
}

/** Somebody let in, or about to be: a second factor may still be asked for. */
export interface Entered {
  isNew: boolean
  signIn: () => Promise<identity.SignedIn>
}

/**
 * Signs in, signs up or links, as the flow was begun.
 * @throws conflict `account_exists`, `conflict`; forbidden `signup_disabled`, `email_not_verified`,
 *   `provider_not_allowed`
 */
export async function enter(
  ctx: Ctx,
  provider: Provider,
  flow: Pick<Flow, 'id' | 'purpose' | 'link_user_id'>,
  { profile, tokens }: Outcome,
): Promise<Entered> {
  const who = { provider: provider.name, claims: profile, byEmail: provider.tenantId === null }
  if (flow.purpose === 'link') {
    mustBeOwner(ctx, flow)
    const user = await identity.linkFederated(ctx, who)
    await storeTokens(ctx, provider, user, profile, tokens)
    return { isNew: false, signIn: () => identity.enter(ctx, user.id, [provider.name]) }
  }
  const via = `oauth:${flow.id}`
  const { opens } = provider
  const { user, isNew, admit } = await identity.signInFederated(ctx, { ...who, via, opens })
  await storeTokens(ctx, provider, user, profile, tokens)
  return { isNew, signIn: admit }
}

/** Who began a link finishes it: else an account could be given a stranger's identity. */
function mustBeOwner({ caller }: Ctx, { link_user_id }: Pick<Flow, 'link_user_id'>): void {
  const isOwner = caller.userId !== undefined && caller.userId === link_user_id
  if (isOwner && !caller.impersonatedBy && !caller.isAnonymous) return
  throw forbidden('access_denied', 'Only the person who began to link can finish it')
}
