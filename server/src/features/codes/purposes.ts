/** One-time proofs. Digits are typed by a person; a link is opened from the mail. */
export const purposes = {
  verify_email: { minutes: 15, maxTries: 5 },
  reset_password: { minutes: 30, maxTries: 5 },
  app_sign_in: { minutes: 10, maxTries: 5 },
  mfa: { minutes: 5, maxTries: 5 },
  otp_signin: { minutes: 10, maxTries: 5 },
  otp_signup: { minutes: 10, maxTries: 5 },
  otp_recovery: { minutes: 10, maxTries: 5 },
  magic_link: { minutes: 10, maxTries: 5 },
  /** Brings a proof from our page to an app that continues (as short as OAuth codes). */
  hand_over: { minutes: 1, maxTries: 5 },
  email_change: { minutes: 60, maxTries: 5 },
  reauthenticate: { minutes: 5, maxTries: 5 },
} as const

export type CodePurpose = keyof typeof purposes

export const minutesOf = (purpose: CodePurpose): number => purposes[purpose].minutes
