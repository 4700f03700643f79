import { counted, type Texts } from './texts.ts'

export const en: Texts = {
  hello: (name) => (name ? `Hello ${name},` : 'Hello,'),
  minutes: counted('en', { one: 'minute', other: 'minutes' }),
  codeLasts: (duration) => `The code is valid for ${duration} and works once.`,
  linkLasts: (duration) => `The link is valid for ${duration} and works once.`,
  keepCode: 'Please do not share it with anyone.',
  copyLink: 'If the button does not work, copy this address into your browser:',
  wasNotMe: 'This was not me',
  automatic: (brand) => `This is an automatic message from ${brand}.`,
  keysStay: 'These API keys are still valid. Please revoke any that you do not recognise:',
  codeSubject: (brand, code) => `${code} is your ${brand} code`,
  facts: { key: 'Key:', at: 'When:', device: 'Device:', address: 'IP address:' },
  buttons: {
    verify_email: 'Confirm email address',
    reset_password: 'Choose a new password',
    set_password: 'Set a password',
    invitation: 'Accept the invitation',
    sign_up_notice: 'Sign in',
    account: 'Open your account',
  },
  mails: {
    verify_email: {
      lead: (brand) => `Welcome to ${brand}! Enter this code to confirm your email address:`,
      notYou: () =>
        'If you did not sign up, you can ignore this email: the address will not be confirmed.',
    },
    sign_in_code: {
      lead: (brand) => `Enter this code to sign in to ${brand}:`,
      notYou: () =>
        'If you did not ask for a code, you can ignore this email. Nobody can sign in without it.',
    },
    magic_link: {
      lead: (brand) => `Sign in to ${brand} with this code, or with the button below:`,
      notYou: () =>
        'If you did not ask for this, you can ignore this email. Nobody can sign in without it.',
    },
    reauthenticate: {
      lead: (brand) => `Enter this code to confirm a change to your ${brand} account:`,
      notYou: () =>
        'If you did not ask for a code, somebody else may be signed in to your account. Please change your password.',
    },
    email_change: {
      lead: (brand) =>
        `Enter this code, or use the button below, to make this the email address of your ${brand} account:`,
      notYou: () =>
        'If you did not ask for this, please do not confirm it: your address would belong to another person’s account.',
    },
    reset_password: {
      subject: (brand) => `Reset your ${brand} password`,
      lead: (brand) => `You asked to reset your ${brand} password. Choose a new one here:`,
      notYou: () =>
        'If you did not ask for this, you can ignore this email. Your password stays as it is.',
    },
    set_password: {
      subject: (brand) => `Set a password for ${brand}`,
      lead: (brand) => `Your ${brand} account has no password yet. You can set one here:`,
      notYou: () =>
        'If you did not ask for this, you can ignore this email. Your account stays as it is.',
    },
    invitation: {
      subject: (brand) => `You are invited to ${brand}`,
      lead: (brand) => `You are invited to help administer ${brand}. Accept the invitation here:`,
      notYou: () =>
        'If you did not expect this, you can ignore this email. Nothing happens without you.',
    },
    sign_up_notice: {
      subject: (brand) => `You already have a ${brand} account`,
      lead: (brand) =>
        `Someone, perhaps you, tried to sign up for ${brand} with this email address. You already have an account, so no new one was created. Just sign in, or reset your password if you have forgotten it.`,
      notYou: () => 'If this was not you, there is nothing to do. Your account is unchanged.',
    },
    key_created: {
      subject: (brand) => `New API key in your ${brand} account`,
      lead: (brand) => `A new API key was created in your ${brand} account.`,
      notYou: () => 'If this was not you, revoke the key and change your password right away.',
    },
    key_revoked: {
      subject: (brand) => `API key revoked in your ${brand} account`,
      lead: (brand) => `An API key in your ${brand} account was revoked. It no longer works.`,
      notYou: () => 'If this was not you, change your password and check your other keys.',
    },
    google_linked: {
      subject: (brand) => `Google linked to your ${brand} account`,
      lead: (brand) =>
        `A Google account was linked to your ${brand} account. You can now sign in with it.`,
      notYou: () => 'If this was not you, unlink Google and change your password right away.',
    },
    google_unlinked: {
      subject: (brand) => `Google unlinked from your ${brand} account`,
      lead: (brand) =>
        `The Google account was unlinked from your ${brand} account. It can no longer be used to sign in.`,
      notYou: () => 'If this was not you, change your password right away.',
    },
    password_changed: {
      subject: (brand) => `Your ${brand} password was changed`,
      lead: (brand) => `The password of your ${brand} account was changed.`,
      notYou: () => 'If this was not you, reset your password right away.',
    },
    email_change_notice: {
      subject: (brand) => `Your ${brand} email address is about to change`,
      lead: (brand) =>
        `Someone asked to change the email address of your ${brand} account. This address stays in use until the new one is confirmed.`,
      notYou: () =>
        'If this was not you, stop it with the link below and change your password right away.',
    },
    email_changed: {
      subject: (brand) => `The email address of your ${brand} account was changed`,
      lead: (brand) =>
        `The email address of your ${brand} account was changed. From now on we write to the new one.`,
      notYou: (brand) => `If this was not you, please contact ${brand} as soon as possible.`,
    },
    account_deleted: {
      subject: (brand) => `Your ${brand} account was deleted`,
      lead: (brand) => `Your ${brand} account was deleted. Thank you for having been with us.`,
      notYou: (brand) => `If this was not you, please contact ${brand} as soon as possible.`,
    },
    mfa_enabled: {
      subject: (brand) => `Two-step sign-in turned on for your ${brand} account`,
      lead: (brand) =>
        `Two-step sign-in was turned on for your ${brand} account. From now on, signing in asks for a code from your authenticator app as well.`,
      notYou: () => 'If this was not you, change your password right away and turn it off.',
    },
    mfa_disabled: {
      subject: (brand) => `Two-step sign-in turned off for your ${brand} account`,
      lead: (brand) =>
        `Two-step sign-in was turned off for your ${brand} account. Signing in no longer asks for a code.`,
      notYou: () => 'If this was not you, change your password right away and turn it on again.',
    },
    new_sign_in: {
      subject: (brand) => `New sign-in to your ${brand} account`,
      lead: (brand) =>
        `Somebody, perhaps you, signed in to your ${brand} account from a place it has not been used from lately.`,
      notYou: () =>
        'If this was not you, change your password right away and sign out all devices.',
    },
    passkey_added: {
      subject: (brand) => `New passkey in your ${brand} account`,
      lead: (brand) =>
        `A passkey was added to your ${brand} account. It can now be used to sign in.`,
      notYou: () => 'If this was not you, delete the passkey and change your password right away.',
    },
    passkey_removed: {
      subject: (brand) => `Passkey deleted from your ${brand} account`,
      lead: (brand) =>
        `A passkey was deleted from your ${brand} account. It can no longer be used to sign in.`,
      notYou: () => 'If this was not you, change your password right away.',
    },
    webhook_disabled: {
      subject: (brand) => `A webhook in your ${brand} account was switched off`,
      lead: (brand) =>
        `A webhook in your ${brand} account was switched off, because its receiver failed for too long or wants no more messages. Nothing is sent to it until you enable it again.`,
      notYou: () => 'If you no longer need it, you can delete it.',
    },
  },
}
