import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  allMethods,
  audiencesOf,
  defaultMethods,
  defaultSteps,
  mergeMethods,
  mergeSteps,
  shownSteps,
} from './methods.ts'
import type { App, AuthMethod } from './schema.ts'

const appWith = (auth_methods: AuthMethod[]) => ({ auth_methods }) as App
const googleIds = { web: 'w', ios: '', android: 'a' }

test('what is sent comes first, what is left out follows, switched off', () => {
  const stored: AuthMethod[] = [
    { id: 'email', selected: true },
    { id: 'google', selected: true, googleClientId: googleIds },
  ]
  assert.deepEqual(mergeMethods(stored, [{ id: 'apple', selected: true }]), [
    { id: 'apple', selected: true },
    { id: 'email', selected: false },
    { id: 'google', selected: false, googleClientId: googleIds },
  ])
  assert.deepEqual(mergeMethods(stored, []), [
    { id: 'email', selected: false },
    { id: 'google', selected: false, googleClientId: googleIds },
  ])
})

test('client ids: any subset in, the rest empty; not sent, they stay', () => {
  const first = mergeMethods([], [{ id: 'google', selected: true, googleClientId: { ios: 'i' } }])
  assert.deepEqual(first[0]?.googleClientId, { web: '', ios: 'i', android: '' })
  const second = mergeMethods(first, [{ id: 'google', selected: false }])
  assert.deepEqual(second[0]?.googleClientId, { web: '', ios: 'i', android: '' })
  const third = mergeMethods(first, [{ id: 'google', selected: true, googleClientId: {} }])
  assert.deepEqual(third[0]?.googleClientId, { web: '', ios: '', android: '' })
})

test('web options of Apple: both, or two empty texts that take them away', () => {
  const options = { clientId: 'com.acme', redirectUri: 'https://acme.example/cb' }
  const set = mergeMethods([], [{ id: 'apple', selected: true, appleWebOptions: options }])
  assert.deepEqual(set[0]?.appleWebOptions, options)
  const none = { clientId: '', redirectUri: '' }
  const gone = mergeMethods(set, [{ id: 'apple', selected: true, appleWebOptions: none }])
  assert.deepEqual(gone, [{ id: 'apple', selected: true }])
})

test('steps: path and key are ours, only the selected ones are shown, in order', () => {
  const steps = mergeSteps(defaultSteps(), [{ id: 'lastName', selected: true }])
  assert.deepEqual(steps, [
    { id: 'lastName', fieldKey: 'lastName', path: '/enter-last-name', selected: true },
    { id: 'firstName', fieldKey: 'firstName', path: '/enter-first-name', selected: false },
  ])
  const shown = shownSteps({ registration_steps: steps } as App)
  assert.deepEqual(
    shown.map((step) => step.id),
    ['lastName'],
  )
})

test('the config has all four methods, whatever is stored', () => {
  const ids = allMethods(appWith(defaultMethods())).map((method) => method.id)
  assert.deepEqual(ids, ['email', 'mobile', 'google', 'apple'])
})

test('audiences: the client ids of the provider asked for, and never an empty one', () => {
  const app = appWith([
    { id: 'google', selected: true, googleClientId: googleIds },
    { id: 'apple', selected: true },
  ])
  assert.deepEqual(audiencesOf(app, 'google'), ['w', 'a'])
  assert.deepEqual(audiencesOf(app, 'apple'), [])
  assert.deepEqual(audiencesOf(appWith([]), 'google'), [])
})
