import { test } from 'node:test'
import { startFuzz } from './storage-fuzz.ts'

const fuzz = await startFuzz()

test('B1 B9 75 names, questions, lists and descriptions: taken to the letter or refused, never a 500', () =>
  fuzz(75, 7))
