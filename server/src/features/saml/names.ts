/** Words of the standards. */
export const assertionNs = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const protocolNs = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const metadataNs = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const signatureNs = 'http://www.w3.org/2000/09/xmldsig#'
export const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
export const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
export const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
export const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
export const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient'
export const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity'

/** How far the clock of a provider may be off, either way. */
export const skewMs = 60_000
