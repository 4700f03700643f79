/** CAPTCHA: whether a form asks for one, and whether it was solved. */
export { type Check, check } from './challenges.ts'
export { jobs } from './jobs.ts'
export { pass } from './pass.ts'
export { endpoints, type PublicConfig, publicConfig } from './policy.ts'
export { makePuzzle, type Puzzle, redeem } from './puzzle.ts'
