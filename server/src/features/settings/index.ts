export type { SettingRow } from '../../engines/settings/index.ts'
export { change, type Entry, entries, entry, reset } from './administer.ts'
export { AuthSettings, authDefaults, authPrefix, captchaEndpoints } from './auth.ts'
export { type NewSetting, set, unset } from './change.ts'
export { groupOf } from './group.ts'
export { isOverridable, mustBeOverridable, overridable } from './overridable.ts'
export * as own from './own.ts'
export * as ownSecrets from './own-secrets.ts'
export { auth, find, findMany, isDemanded, list } from './read.ts'
export { mustBeShort, unwrap, wrap } from './rules.ts'
export {
  AnyValue,
  Description,
  ObjectValue,
  SecretMeta,
  type SecretRow,
  SecretValue,
  SettingKey,
  UserSetting,
  type UserSettingRow,
} from './schema.ts'
