/** Accounts: sign-up, sign-in, mailbox proof, recovery, ways in and out. */
export {
  type AccountSummary,
  createKey,
  deleteAccount,
  mustBeProven,
  rename,
  revokeKey,
  revokeOtherSessions,
  revokeSession,
  self,
  summarize,
} from './account.ts'
export { enter, establish } from './establish.ts'
export { jobs } from './jobs.ts'
export { close, disown, proveMailbox } from './mailbox.ts'
export { checkPassword, noRules } from './passwords.ts'
export { refresh, sessionLife, signIn, signOut, signUp } from './platform.ts'
export { linkGoogle, signInWithGoogle, unlinkGoogle } from './providers.ts'
export type { User } from './queries.ts'
export { changePassword, forgotPassword, resetPassword } from './recover.ts'
export { admit, type SignedIn, signInWithPassword, verifyFactor } from './sign-in.ts'
export { mainRealm, mustBeEmail, type Registration, register, signUpByEmail } from './sign-up.ts'
export {
  resendVerification,
  verifyEmail,
  verifyEmailByLink,
  verifyOwnEmail,
} from './verify.ts'
