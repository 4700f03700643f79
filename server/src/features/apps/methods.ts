import { invalidField } from '../../kernel/errors.ts'
import {
  type App,
  type AuthMethod,
  type AuthMethodInput,
  type MethodId,
  methodIds,
  type RegistrationStep,
  type StepId,
} from './schema.ts'

const step = (id: StepId, path: string): Omit<RegistrationStep, 'selected'> => ({
  id,
  fieldKey: id,
  path,
})

/** The SDK has its screens under these paths. */
const knownSteps: Record<StepId, Omit<RegistrationStep, 'selected'>> = {
  firstName: step('firstName', '/enter-first-name'),
  lastName: step('lastName', '/enter-last-name'),
}

/** What a new app starts with. */
export const defaultMethods = (): AuthMethod[] => [{ id: 'email', selected: true }]
export const defaultSteps = (): RegistrationStep[] => [{ ...knownSteps.firstName, selected: true }]

/** The sent list in its order, then what was left out of it, switched off. */
export function mergeMethods(stored: AuthMethod[], sent: AuthMethodInput[]): AuthMethod[] {
  mustBeDistinct(sent, 'authMethods')
  const before = new Map(stored.map((method) => [method.id, method]))
  const next = sent.map((method, i) => toMethod(method, before.get(method.id), `authMethods.${i}`))
  return [...next, ...leftOut(stored, sent)]
}

export function mergeSteps(
  stored: RegistrationStep[],
  sent: { id: StepId; selected: boolean }[],
): RegistrationStep[] {
  mustBeDistinct(sent, 'registrationSteps')
  const next = sent.map(({ id, selected }) => ({ ...knownSteps[id], selected }))
  return [...next, ...leftOut(stored, sent)]
}

const leftOut = <T extends { id: string }>(stored: T[], sent: { id: string }[]): T[] =>
  stored
    .filter((old) => !sent.some((entry) => entry.id === old.id))
    .map((old) => ({ ...old, selected: false }))

function mustBeDistinct(entries: { id: string }[], field: string): void {
  const ids = entries.map((entry) => entry.id)
  const at = ids.findIndex((id, i) => ids.indexOf(id) !== i)
  if (at >= 0) throw invalidField(`${field}.${at}.id`, 'duplicate', `${ids[at]} is listed twice`)
}

/** Client ids that are not sent stay: switching a method off and on again must not lose them. */
function toMethod(sent: AuthMethodInput, old: AuthMethod | undefined, field: string): AuthMethod {
  const { id, selected } = sent
  mustBelong(sent.googleClientId, id, 'google', `${field}.googleClientId`)
  mustBelong(sent.appleWebOptions, id, 'apple', `${field}.appleWebOptions`)
  const google = sent.googleClientId
    ? { web: '', ios: '', android: '', ...sent.googleClientId }
    : old?.googleClientId
  const apple = sent.appleWebOptions
    ? checkApple(sent.appleWebOptions, `${field}.appleWebOptions`)
    : old?.appleWebOptions
  return {
    id,
    selected,
    ...(google ? { googleClientId: google } : {}),
    ...(apple ? { appleWebOptions: apple } : {}),
  }
}

function mustBelong(value: unknown, id: MethodId, owner: MethodId, field: string): void {
  if (value === undefined || id === owner) return
  throw invalidField(field, 'unknown_field', `Only ${owner} has this setting`)
}

/** Both or none; two empty texts take them away. */
function checkApple(options: { clientId: string; redirectUri: string }, field: string) {
  const { clientId, redirectUri } = options
  if (clientId === '' && redirectUri === '') return undefined
  if (clientId === '') throw invalidField(`${field}.clientId`, 'required', 'Field required')
  mustBeUrl(redirectUri, `${field}.redirectUri`)
  return { clientId, redirectUri }
}

/** @throws invalid on `field` for anything but an absolute http(s) URL */
export function mustBeUrl(text: string, field: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return
  throw invalidField(field, 'format', 'Must be an http or https URL')
}

export const isSelected = (app: App, id: MethodId): boolean =>
  app.auth_methods.some((method) => method.id === id && method.selected)

/** All four, always: the SDK looks some of them up by id. */
export function allMethods(app: App): AuthMethod[] {
  const missing = methodIds.filter((id) => !app.auth_methods.some((method) => method.id === id))
  return [...app.auth_methods, ...missing.map((id) => ({ id, selected: false }))]
}

/** Only what is shown, in order: the SDK stops at a step that is not selected. */
export const shownSteps = (app: App): RegistrationStep[] =>
  app.registration_steps.filter((step) => step.selected)

/** The client ids whose ID tokens this app takes. Empty: none. */
export function audiencesOf(app: App, id: 'google' | 'apple'): string[] {
  const method = app.auth_methods.find((entry) => entry.id === id)
  const ids =
    id === 'google'
      ? Object.values(method?.googleClientId ?? {})
      : [method?.appleWebOptions?.clientId ?? '']
  return ids.filter((clientId) => clientId !== '')
}
