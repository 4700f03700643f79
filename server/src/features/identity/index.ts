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
export { signInAnonymously } from './anonymous.ts'
export { enter, enterOnDevice, establish, establishNew } from './establish.ts'
export {
  type Area,
  areas,
  type Federated,
  hasAccount,
  linkFederated,
  signInFederated,
} from './federated.ts'
export { signInWithIdToken } from './id-token.ts'
export { type LinkedIdentity, listIdentities, unlinkIdentity } from './identities.ts'
export { jobs } from './jobs.ts'
export {
  askForMagicLink,
  destinationOf,
  openMagicLink,
  signInByMagicLink,
} from './magic-link.ts'
export { close, closeRivals, disown, proveMailbox } from './mailbox.ts'
export { askForOtp, mustBeAskable } from './otp.ts'
export { type OtpType, otpTypes, signInByOtp } from './otp-proof.ts'
export { askForPasskey, signInByPasskey } from './passkey-sign-in.ts'
export {
  type AddedPasskey,
  addPasskey,
  beginPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
} from './passkeys.ts'
export { checkPassword, leastPasswordLength, noRules } from './passwords.ts'
export { refresh, sessionLife, signIn, signOut, signOutByRefresh, signUp } from './platform.ts'
export { updateProfile } from './profile.ts'
export { askForVerification, confirmByLink, confirmMailbox, isChangeOfAddress } from './proofs.ts'
export { provePassword } from './prove-password.ts'
export { linkGoogle, signInWithGoogle, unlinkGoogle } from './providers.ts'
export type { User } from './queries.ts'
export { mustBeRecent, reauthenticate, withFreshProof } from './reauthenticate.ts'
export {
  changePassword,
  forgotPassword,
  mailRecovery,
  resetPassword,
  setPasswordOf,
} from './recover.ts'
export { allowedRedirect, allowList, mustBeAllowedRedirect, withParameter } from './redirects.ts'
export { askForReset, checkResetToken, confirmReset } from './reset.ts'
export {
  disableFactor,
  enableFactor,
  factorStatus,
  renewRecoveryCodes,
  setUpFactor,
} from './second-factor.ts'
export { dropIdleRecoveryCodes, mustHaveShownFactors } from './second-step.ts'
export { admit, type SignedIn, signInWithPassword } from './sign-in.ts'
export { mainRealm, mustBeEmail, type Registration, register, signUpByEmail } from './sign-up.ts'
export {
  renew,
  type SignedUp,
  signOutStanding,
  signUpByPassword,
  standingLife,
} from './standing.ts'
export { resendVerification, verifyEmail, verifyOwnEmail } from './verify.ts'
export { verifyFactor, verifySecondFactor } from './verify-factor.ts'
