import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Answer, startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { escapeHtml } from './html.ts'
import { mustBeLabelled, mustBePage, pages, visitor } from './testing.ts'

const server = await startServer()
const { open, submit, signUp, askReset } = visitor(server)

interface Scenario {
  name: string
  request: () => Promise<Answer>
  status: number
  has?: string[]
  lacks?: string[]
}

const unproven = await signUp()
const owner = await registerProven(server)
const reset = await askReset(owner)
const nasty = `"><script>alert(1)</script><x a='&`

const forged = (token: string) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
const deadLink = 'This link no longer works'
/** Only the reset page looks at the token before it is posted. */
const live = reset.action

describe('every request gets a page that helps', () => {
  const scenarios: Scenario[] = [
    {
      name: 'the link of a sign-up mail asks before it acts',
      request: () => open('verify-email', unproven.action),
      status: 200,
      has: [
        'Confirm my e-mail address',
        '<form method="post" action="verify-email">',
        `<input type="hidden" name="token" value="${unproven.action}">`,
        'Flumen',
      ],
    },
    {
      name: 'the link of a reset mail asks for the password and says what is required',
      request: () => open('reset-password', reset.action),
      status: 200,
      has: [
        'type="password" autocomplete="new-password" minlength="8" maxlength="128"',
        `<input type="hidden" name="token" value="${reset.action}">`,
        '8 to 128 characters',
        'aria-describedby="new_password-hint"',
      ],
      lacks: ['role="alert"', 'aria-invalid="true"'],
    },
    {
      name: 'the reset page without a token asks for the address',
      request: () => open('reset-password'),
      status: 200,
      has: ['type="email" autocomplete="email"', 'action="reset-password"', 'Send link'],
      lacks: ['name="token"', 'type="password"'],
    },
    {
      name: 'the not-me link explains and asks',
      request: () => open('not-me', unproven.notMe),
      status: 200,
      has: ['Was this not you?', 'This was not me', `value="${unproven.notMe}"`],
    },
    ...(['verify-email', 'not-me'] as const).flatMap((page): Scenario[] => [
      {
        name: `${page} without a token`,
        request: () => open(page),
        status: 400,
        has: [deadLink, 'role="alert"'],
        lacks: ['<form'],
      },
      {
        name: `${page} posted with nothing at all`,
        request: () => server.call({ method: 'POST', url: `/auth/${page}` }),
        status: 400,
        has: [deadLink],
      },
    ]),
    {
      name: 'the link of a reset mail that was changed says so at once, and offers a new one',
      request: () => open('reset-password', forged(reset.action)),
      status: 400,
      has: [deadLink, 'Send link', 'type="email"'],
      lacks: ['type="password"', 'name="token"'],
    },
    ...pages.flatMap((page): Scenario[] => [
      {
        name: `${page} with fields nobody asked for`,
        request: () => server.call({ url: `/auth/${page}?utm_source=x&__proto__=y&token=${live}` }),
        status: 200,
        has: ['<form', `value="${live}"`],
      },
      {
        name: `${page} with the token twice`,
        request: () => server.call({ url: `/auth/${page}?token=a&token=b` }),
        status: page === 'reset-password' ? 200 : 400,
        lacks: ['name="token"'],
      },
      {
        name: `${page} with a token as long as an address may be`,
        request: () => open(page, 'x'.repeat(8000)),
        status: page === 'reset-password' ? 200 : 400,
        lacks: ['xxx'],
      },
      {
        name: `${page} with markup for a token`,
        request: () => open(page, nasty),
        ...(page === 'reset-password'
          ? { status: 400, has: [deadLink, 'Send link'] }
          : { status: 200, has: [`value="${escapeHtml(nasty)}"`] }),
        lacks: ['<script', '<x '],
      },
      {
        name: `${page} posted with markup for a token`,
        request: () => submit(page, { token: nasty, new_password: 'a fine long phrase' }),
        status: 400,
        has: [deadLink],
        lacks: ['alert(1)'],
      },
      {
        name: `${page} with a forged token`,
        request: () =>
          submit(page, {
            token: forged(page === 'verify-email' ? unproven.action : reset.action),
            new_password: 'a fine long phrase',
          }),
        status: 400,
        has: [deadLink],
      },
      {
        name: `${page} with a field twice in the form`,
        request: () =>
          server.call({
            url: `/auth/${page}`,
            raw: 'token=a&token=b',
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
        status: 400,
        has: ['That did not work', 'role="alert"'],
      },
      {
        name: `${page} as JSON`,
        request: () => server.call({ url: `/auth/${page}`, body: { token: reset.action } }),
        status: 415,
        has: ['That did not work'],
      },
      {
        name: `${page} with a body too large`,
        request: () => submit(page, { token: 'x'.repeat(20_000) }),
        status: 413,
        has: ['That did not work'],
      },
    ]),
    {
      name: 'an address that is none comes back to be corrected, escaped',
      request: () => submit('reset-password', { email: nasty }),
      status: 400,
      has: [
        `value="${escapeHtml(nasty)}"`,
        'Please enter a complete address',
        'role="alert"',
        'aria-invalid="true"',
        'aria-describedby="email-fault"',
      ],
      lacks: ['<script', '<x '],
    },
    {
      name: 'a dead reset link offers a new one',
      request: () =>
        submit('reset-password', { token: forged(reset.action), new_password: 'long phrase here' }),
      status: 400,
      has: [deadLink, 'role="alert"', 'name="email"', 'Send link'],
      lacks: ['name="token"', 'long phrase here'],
    },
    {
      name: 'a token of the wrong kind: sign-up on the reset page',
      request: () =>
        submit('reset-password', { token: unproven.action, new_password: 'long phrase here' }),
      status: 400,
      has: [deadLink],
    },
    {
      name: 'a token of the wrong kind: not-me on the reset page',
      request: () =>
        submit('reset-password', { token: reset.notMe, new_password: 'long phrase here' }),
      status: 400,
      has: [deadLink],
    },
    {
      name: 'a token of the wrong kind: reset on the sign-up page',
      request: () => submit('verify-email', { token: reset.action }),
      status: 400,
      has: [deadLink],
    },
    {
      name: 'a token of the wrong kind: not-me on the sign-up page',
      request: () => submit('verify-email', { token: unproven.notMe }),
      status: 400,
      has: [deadLink],
    },
    {
      name: 'a token of the wrong kind: reset on the not-me page',
      request: () => submit('not-me', { token: reset.action }),
      status: 400,
      has: [deadLink, 'Nothing was changed'],
    },
  ]
  for (const { name, request, status, has = [], lacks = [] } of scenarios) {
    test(name, async () => {
      const answer = await request()
      assert.equal(answer.status, status, answer.text)
      mustBePage(answer)
      mustBeLabelled(answer)
      for (const text of has) assert.ok(answer.text.includes(text), `${text}\n${answer.text}`)
      for (const text of lacks) assert.ok(!answer.text.includes(text), `${text}\n${answer.text}`)
    })
  }

  test('and none of all that spent the tokens', async () => {
    assert.equal((await submit('verify-email', { token: unproven.action })).status, 200)
    const given = { token: reset.action, new_password: 'a brand new phrase' }
    assert.equal((await submit('reset-password', given)).status, 200)
  })
})
