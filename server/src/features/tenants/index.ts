/** Tenants: who owns data. Which one a call is about, and how they come and go. */
export {
  administers,
  get,
  isOperator,
  list,
  listDeleted,
  listMine,
  mustAdminister,
} from './administer.ts'
export { announce } from './announce.ts'
export { TenantCache } from './cache.ts'
export { type Choice, choose, mustExist } from './choose.ts'
export { change, create, type NewTenant, recover, remove, repair } from './lifecycle.ts'
export { findPersonalTenant, personalTenant } from './personal.ts'
export { defaultTenant, type Standing, type Tenant, type TenantStatus } from './schema.ts'
export { changeSettings, openSecret, showSetting, showSettings, unsetSetting } from './settings.ts'
