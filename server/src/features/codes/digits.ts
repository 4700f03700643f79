import type { SecretRoot } from '../../kernel/crypto.ts'

/** What is kept of six digits: bound to what they are for, so that they prove nothing else. */
export const hashDigits = (
  root: SecretRoot,
  given: { purpose: string; realmId: string; address: string },
  digits: string,
): Buffer => root.hmac('code', `${given.purpose}:${given.realmId}:${given.address}:${digits}`)
