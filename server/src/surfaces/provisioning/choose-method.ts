import type { signIns } from '../../features/apps/index.ts'
import { invalid, invalidField } from '../../kernel/errors.ts'

interface Body {
  email?: string
  mobileE164?: string
  mobileIso2?: string
  mobileLocal?: string
  googleIdToken?: string
  appleIdToken?: string
  firstName?: string
  lastName?: string
}

type Chosen =
  | { by: 'email'; email: string }
  | { by: 'mobile'; number: signIns.MobileNumber }
  | { by: 'google'; googleIdToken: string }
  | { by: 'apple'; appleIdToken: string; firstName?: string; lastName?: string }

/** The fields that may stand beside each credential. */
const beside = {
  email: [],
  mobileE164: ['mobileIso2', 'mobileLocal'],
  googleIdToken: [],
  appleIdToken: ['firstName', 'lastName'],
} as const

type Credential = keyof typeof beside
const credentials = Object.keys(beside) as Credential[]

/**
 * Which of the three shapes of `POST /sessions` a body is.
 * @throws invalid: no credential, more than one, or a field of another shape
 */
export function chooseMethod(body: Body): Chosen {
  const [credential, ...others] = credentials.filter((name) => body[name] !== undefined)
  if (credential === undefined) throw missing(credentials)
  if (others[0]) throw invalidField(others[0], 'conflict', 'Send exactly one credential')
  const allowed: readonly string[] = [credential, ...beside[credential]]
  const stray = Object.keys(body).find((name) => !allowed.includes(name))
  if (stray) throw invalidField(stray, 'unknown_field', `Does not go with ${credential}`)
  return toChosen(body)
}

function toChosen(body: Body): Chosen {
  const { email, googleIdToken, appleIdToken, firstName, lastName } = body
  if (email !== undefined) return { by: 'email', email }
  if (googleIdToken !== undefined) return { by: 'google', googleIdToken }
  if (appleIdToken === undefined) return { by: 'mobile', number: numberOf(body) }
  return {
    by: 'apple',
    appleIdToken,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  }
}

function numberOf({ mobileE164, mobileIso2, mobileLocal }: Body): signIns.MobileNumber {
  if (mobileE164 === undefined) throw missing(['mobileE164'])
  if (mobileIso2 === undefined) throw missing(['mobileIso2'])
  if (mobileLocal === undefined) throw missing(['mobileLocal'])
  return { mobileE164, mobileIso2, mobileLocal }
}

const missing = (fields: readonly string[]) =>
  invalid('invalid_input', `One of ${fields.join(', ')} is required`, {
    faults: fields.map((field) => ({
      in: 'body',
      path: [field],
      code: 'required',
      message: 'Field required',
    })),
  })
