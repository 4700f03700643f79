/** One-time proofs. Digits are typed by a person; a link is opened from the mail. */
export const purposes = {
  verify_email: { minutes: 15, maxTries: 5 },
  reset_password: { minutes: 30, maxTries: 5 },
  app_sign_in: { minutes: 10, maxTries: 5 },
  mfa: { minutes: 5, maxTries: 5 },
} as const

export type CodePurpose = keyof typeof purposes

export const minutesOf = (purpose: CodePurpose): number => purposes[purpose].minutes
