import type { Ctx } from '../../engines/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { metadataNs, postBinding, protocolNs, redirectBinding, signatureNs } from './names.ts'
import { acsUrl, entityIdOf, mustExist, sloUrl } from './providers.ts'
import { childOf, childrenOf, contentOf, parse, textOf, walk, type Xml, XmlFault } from './xml.ts'

/** What the metadata of a provider say of it. */
export interface Described {
  idp_entity_id: string
  sso_url: string
  slo_url: string | null
  certificates: string[]
}

/**
 * Reads the metadata of an identity provider (SAML metadata §2.4.3). Who hands them over vouches for
 * them: a signature in them is not looked at.
 * @throws invalid with the fault
 */
export function readMetadata(bytes: Uint8Array, field: string): Described {
  try {
    // People comment their metadata; here nobody's signature depends on how that is read.
    const plain = Buffer.from(bytes)
      .toString()
      .replaceAll(/<!--.*?-->/gs, '')
    return describe(parse(textOf(Buffer.from(plain))))
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error
    throw invalidField(field, 'format', `These metadata cannot be used: ${error.message}`)
  }
}

function describe(root: Xml): Described {
  const entities = [...walk(root)].filter(
    (e) => e.ns === metadataNs && e.name === 'EntityDescriptor',
  )
  const [entity, ...more] = entities.filter((e) => childrenOf(e, metadataNs, role).length > 0)
  if (!entity || more.length > 0) throw new XmlFault('they must describe one identity provider')
  const until = entity.attributes.get('validUntil') ?? root.attributes.get('validUntil')
  if (until !== undefined && !(Date.parse(until) > Date.now())) throw new XmlFault('they are over')
  const idp = childOf(entity, metadataNs, role)
  const sso_url = locationOf(idp, 'SingleSignOnService')
  if (sso_url === null) throw new XmlFault('no SingleSignOnService by HTTP-Redirect')
  return {
    idp_entity_id: entity.attributes.get('entityID') ?? '',
    sso_url,
    slo_url: locationOf(idp, 'SingleLogoutService'),
    certificates: certificatesOf(idp),
  }
}

const role = 'IDPSSODescriptor'

/** We send by redirect alone: signatures over forms are the harder ones to get right. */
const locationOf = (idp: Xml, service: string): string | null =>
  childrenOf(idp, metadataNs, service)
    .find(({ attributes }) => attributes.get('Binding') === redirectBinding)
    ?.attributes.get('Location') ?? null

function certificatesOf(idp: Xml): string[] {
  const keys = childrenOf(idp, metadataNs, 'KeyDescriptor').filter(
    ({ attributes }) => (attributes.get('use') ?? 'signing') === 'signing',
  )
  const all = keys.flatMap((key) => [...walk(key)])
  const found = all
    .filter((e) => e.ns === signatureNs && e.name === 'X509Certificate')
    .map(contentOf)
  if (found.length === 0 || found.length > 10) throw new XmlFault('they need a signing certificate')
  return [...new Set(found)]
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => entities[c] ?? c)

/**
 * What a provider must know of us. No key for encryption: then answers come in clear, over TLS, and
 * nobody can use us to try ciphertexts.
 * @throws not_found `provider_not_found`
 */
export async function ownMetadata(ctx: Ctx, name: string): Promise<string> {
  const provider = await mustExist(ctx, name)
  const [, certificate = ''] = /-----\s([\s\S]*?)-----/.exec(provider.sp_certificate) ?? []
  const slo = escaped(sloUrl(ctx))
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${metadataNs}" entityID="${escaped(entityIdOf(ctx, provider))}">
  <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${protocolNs}">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="${signatureNs}"><ds:X509Data><ds:X509Certificate>${certificate.replaceAll(/\s/g, '')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    </md:KeyDescriptor>
    <md:SingleLogoutService Binding="${redirectBinding}" Location="${slo}"/>
    <md:SingleLogoutService Binding="${postBinding}" Location="${slo}"/>
    <md:AssertionConsumerService Binding="${postBinding}" Location="${escaped(acsUrl(ctx))}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`
}
