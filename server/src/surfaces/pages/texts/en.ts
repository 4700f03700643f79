import type { Texts } from './texts.ts'

const deadLink = 'This link no longer works'

export const en: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confirm your e-mail address',
    lead: (brand) =>
      `Press the button to confirm that this address is yours and to finish signing up for ${brand}.`,
    button: 'Confirm my e-mail address',
    done: {
      title: 'Your e-mail address is confirmed',
      text: 'You can close this page and go on in the app.',
    },
    dead: {
      title: deadLink,
      text: 'It has been used already, is too old or is incomplete. If your address is confirmed, there is nothing left to do. Otherwise ask for a new code in the app.',
    },
  },
  signIn: {
    title: 'Sign in',
    lead: (brand) => `Press the button to sign in to ${brand}.`,
    typeCode:
      'Type the six-digit code from the same mail into the app in which you want to sign in.',
    button: 'Sign in',
    dead: {
      title: deadLink,
      text: 'It has been used already, is too old or is incomplete. Ask for a new mail in the app.',
    },
  },
  changeLead: (brand) =>
    `Press the button to confirm that this address is yours and to use it for your ${brand} account from now on. Please do so only if you asked for it.`,
  reset: {
    title: 'Choose a new password',
    lead: (brand) =>
      `It replaces the password of your ${brand} account. You will be signed out on all devices.`,
    label: 'New password',
    rules: (least) => `${least} to 128 characters. A few words in a row are a good choice.`,
    button: 'Save password',
    refused: {
      too_short: (least) => `The password needs at least ${least} characters.`,
      too_long: 'The password can have at most 128 characters.',
      too_common: 'This password is among the most common ones. Please choose another.',
      too_personal: 'The password must not be your name or e-mail address.',
      characters:
        'The password needs other kinds of characters, too: capitals, small letters, digits or symbols.',
    },
    done: { title: 'Your password is set', text: 'Sign in with your new password.' },
    dead: {
      title: deadLink,
      text: 'It has been used already, is too old or is incomplete. You can ask for a new one here.',
    },
  },
  forgot: {
    title: 'Reset your password',
    lead: (brand) =>
      `Enter the e-mail address of your ${brand} account. We will send a link to it.`,
    label: 'E-mail address',
    button: 'Send link',
    notAnAddress: 'Please enter a complete address, such as name@example.com.',
    done: {
      title: 'Check your mailbox',
      text: 'If the account exists, a mail with a link is on its way. It may land in the spam folder.',
    },
  },
  notMe: {
    title: 'Was this not you?',
    lead: (brand) =>
      `Someone, perhaps by mistake, used your e-mail address at ${brand}. When you press the button, the code and the link in the mail stop working. A sign-up that nobody has confirmed is deleted; a confirmed account stays as it is.`,
    button: 'This was not me',
    done: {
      title: 'Thank you',
      text: 'The code and the link in the mail no longer work. If the sign-up was not confirmed, it is gone; a confirmed account was not changed.',
    },
    dead: {
      title: deadLink,
      text: 'It is too old or incomplete, or the code in the mail has been used already. Nothing was changed.',
    },
  },
  invite: {
    title: 'Accept the invitation',
    lead: (brand) =>
      `You are invited to help administer ${brand}. Choose a name and a password for your account.`,
    leadKnown: (brand) =>
      `You are invited to help administer ${brand}. You have an account already: enter its password to accept.`,
    name: 'Your name',
    password: 'Password of your account',
    button: 'Accept',
    wrong: 'This is not the password of your account.',
    done: { title: 'Welcome', text: 'You can now sign in with your e-mail address and password.' },
    dead: {
      title: deadLink,
      text: 'It has been used already, is too old or was taken back. Please ask whoever invited you for a new one.',
    },
  },
  authorize: {
    title: 'Connect an app',
    lead: (app, brand) => `${app} asks for access to your ${brand} account:`,
    scopes: {
      read: (things) => `See ${things}`,
      write: (things) => `Change ${things}`,
      things: {
        payments: 'your payments',
        customers: 'your customers',
        refunds: 'your refunds',
        products: 'your products',
        prices: 'your prices',
        orders: 'your orders',
        fulfillments: 'the fulfillment of your orders',
        inventory: 'your inventory',
        usage: 'what your customers use',
      },
    },
    signIn: 'To allow it, sign in.',
    identifier: 'E-mail address or user name',
    password: 'Password',
    wrong: 'Wrong e-mail address, user name or password.',
    code: 'Code of your authenticator app',
    wrongCode: 'This code is wrong or too old.',
    allow: 'Allow',
    deny: 'Refuse',
    dead: {
      title: 'This app cannot be connected',
      text: 'The link is incomplete or wrong. Nothing was changed. Please tell the maker of the app.',
    },
    notYours: 'Your role in this organization does not allow you to connect apps.',
  },
  errors: {
    unreadable: {
      title: 'That did not work',
      text: 'We could not read what was sent. Please open the link in the mail again.',
    },
    failed: {
      title: 'Something went wrong',
      text: 'The fault is ours. Please try again in a few minutes.',
    },
    tooMany: 'Too many attempts',
    unavailable: 'Not available right now',
    tryAgain: (when) => `Please try again ${when}.`,
  },
}
