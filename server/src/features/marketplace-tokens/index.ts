/** OAuth 2.0 for installed apps: how a merchant lets one in, and what it acts by from then on. */
export {
  deny,
  type Granted,
  grant,
  grantAs,
  mustBeLinked,
  mustProveKey,
  refuse,
} from './authorize.ts'
export { type ClientProof, redeem, refresh, revoke, type Tokens } from './exchange.ts'
export { jobs } from './jobs.ts'
export { hasTokenShape, verifyToken } from './verify.ts'
