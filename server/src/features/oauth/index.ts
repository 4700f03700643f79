/** Sign-in through identity providers elsewhere: code flow with PKCE, OpenID Connect or plain OAuth 2.0. */
export * as providers from './administer.ts'
export { type Begun, begin, flowMinutes, type Start } from './begin.ts'
export { complete, type Return } from './complete.ts'
export { jobs } from './jobs.ts'
export { listen } from './listen.ts'
export { afterLogOut, type LoggedOut, logOut } from './logout.ts'
export {
  authorizeUrl,
  callbackUrl,
  inNamedTenant,
  inTenant,
  listUsable,
  tenantHere,
} from './providers.ts'
export { NewProvider, ProviderChanges, ProviderName, ProviderShape } from './schema.ts'
export type { Entered } from './settle.ts'
export { type ProviderToken, tokenOf } from './tokens.ts'
