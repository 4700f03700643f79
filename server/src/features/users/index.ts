/** Accounts, and the end users of apps, as those see and change them who run the instance. */
export { ban, jobs, unban } from './ban.ts'
export { change, create, invite, remove } from './change.ts'
export {
  credentials,
  endSession,
  endSessions,
  listIdentities,
  listSessions,
  removeFactor,
  removeIdentity,
  removePasskey,
} from './credentials.ts'
export { get, type Listing, list } from './find.ts'
export { type AdminGrant, adminGrants, giveGrant, takeGrant } from './rights.ts'
export {
  type Filters,
  type NewPerson,
  type Order,
  orders,
  type Person,
  type PersonChanges,
} from './schema.ts'
