import type { SAML } from '@node-saml/node-saml'
import type { Ctx } from '../../engines/context.ts'
import { skewMs } from './names.ts'
import { aboutKey, acsUrl, entityIdOf, type Provider, sloUrl } from './providers.ts'
import { XmlFault } from './xml.ts'

/** `node-saml`, set up for one provider. It writes our messages and is the second reader of theirs. */
export async function libraryFor(ctx: Ctx, provider: Provider, id = '_'): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml')
  return new SAML({
    callbackUrl: acsUrl(ctx),
    logoutCallbackUrl: sloUrl(ctx),
    entryPoint: provider.sso_url,
    logoutUrl: provider.slo_url ?? provider.sso_url,
    issuer: entityIdOf(ctx, provider),
    audience: entityIdOf(ctx, provider),
    idpIssuer: provider.idp_entity_id,
    idpCert: provider.certificates,
    privateKey: ctx.secrets.open(aboutKey(provider.id), provider.sp_private_key),
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    // Either the answer or the assertion: `verifyResponse` sees to it.
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
    acceptedClockSkewMs: skewMs,
    // Ours stand in the database; it would keep them in memory.
    validateInResponseTo: ValidateInResponseTo.never,
    generateUniqueId: () => id,
  })
}

/**
 * Has the library judge the same answer with parsers of its own: what two readers read differently
 * is an attack.
 * @throws XmlFault
 */
export async function mustReadAlike(
  ctx: Ctx,
  provider: Provider,
  text: string,
  facts: { nameId: string; sessionIndex: string | undefined },
): Promise<void> {
  const library = await libraryFor(ctx, provider)
  const SAMLResponse = Buffer.from(text).toString('base64')
  const read = await library.validatePostResponseAsync({ SAMLResponse }).catch((cause) => {
    throw new XmlFault('refused by the second reader', { cause })
  })
  const { profile } = read
  const isAlike =
    profile?.nameID.trim() === facts.nameId &&
    profile.issuer === provider.idp_entity_id &&
    profile.sessionIndex === facts.sessionIndex
  if (!isAlike) throw new XmlFault('two readers read two things')
}
