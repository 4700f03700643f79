/** How an app's users sign in and stay signed in. */
export { beginByEmail, beginByMobile, type MobileNumber } from './begin.ts'
export { signInWithApple, signInWithGoogle } from './by-token.ts'
export type { FullSession } from './open.ts'
export { refresh } from './refresh.ts'
export { verify } from './verify.ts'
