import { counted, type Texts } from './texts.ts'

export const nl: Texts = {
  hello: (name) => (name ? `Hallo ${name},` : 'Hallo,'),
  minutes: counted('nl', { one: 'minuut', other: 'minuten' }),
  codeLasts: (duration) => `De code is ${duration} geldig en werkt één keer.`,
  linkLasts: (duration) => `De link is ${duration} geldig en werkt één keer.`,
  keepCode: 'Deel hem met niemand.',
  copyLink: 'Werkt de knop niet? Kopieer dan dit adres naar je browser:',
  wasNotMe: 'Dit was ik niet',
  automatic: (brand) => `Dit is een automatisch bericht van ${brand}.`,
  keysStay: 'Deze API-sleutels blijven geldig. Trek sleutels in die je niet herkent:',
  codeSubject: (brand, code) => `${code} is je code voor ${brand}`,
  facts: { key: 'Sleutel:', at: 'Wanneer:', device: 'Apparaat:', address: 'IP-adres:' },
  buttons: {
    verify_email: 'E-mailadres bevestigen',
    reset_password: 'Nieuw wachtwoord kiezen',
    set_password: 'Wachtwoord instellen',
    sign_up_notice: 'Inloggen',
    account: 'Naar je account',
  },
  mails: {
    verify_email: {
      lead: (brand) => `Welkom bij ${brand}! Vul deze code in om je e-mailadres te bevestigen:`,
      notYou: () =>
        'Heb je je niet aangemeld? Dan kun je deze e-mail negeren: het adres wordt niet bevestigd.',
    },
    sign_in_code: {
      lead: (brand) => `Vul deze code in om in te loggen bij ${brand}:`,
      notYou: () =>
        'Heb je geen code aangevraagd? Dan kun je deze e-mail negeren. Zonder de code kan niemand inloggen.',
    },
    reset_password: {
      subject: (brand) => `Stel een nieuw wachtwoord in voor ${brand}`,
      lead: (brand) => `Je wilt een nieuw wachtwoord instellen voor ${brand}. Kies het hier:`,
      notYou: () =>
        'Heb je dit niet aangevraagd? Dan kun je deze e-mail negeren. Je wachtwoord blijft hetzelfde.',
    },
    set_password: {
      subject: (brand) => `Stel een wachtwoord in voor ${brand}`,
      lead: (brand) =>
        `Je account bij ${brand} heeft nog geen wachtwoord. Je kunt er hier een instellen:`,
      notYou: () =>
        'Heb je dit niet aangevraagd? Dan kun je deze e-mail negeren. Je account blijft zoals het is.',
    },
    sign_up_notice: {
      subject: (brand) => `Je hebt al een account bij ${brand}`,
      lead: (brand) =>
        `Iemand, misschien jijzelf, wilde zich met dit e-mailadres aanmelden bij ${brand}. Je hebt al een account, dus er is geen nieuw account gemaakt. Log gewoon in, of stel een nieuw wachtwoord in als je het vergeten bent.`,
      notYou: () => 'Was jij dit niet? Dan hoef je niets te doen. Je account is ongewijzigd.',
    },
    key_created: {
      subject: (brand) => `Nieuwe API-sleutel in je account bij ${brand}`,
      lead: (brand) => `In je account bij ${brand} is een nieuwe API-sleutel aangemaakt.`,
      notYou: () => 'Was jij dit niet? Trek de sleutel in en wijzig meteen je wachtwoord.',
    },
    key_revoked: {
      subject: (brand) => `API-sleutel ingetrokken in je account bij ${brand}`,
      lead: (brand) =>
        `In je account bij ${brand} is een API-sleutel ingetrokken. Hij werkt niet meer.`,
      notYou: () => 'Was jij dit niet? Wijzig je wachtwoord en controleer je andere sleutels.',
    },
    google_linked: {
      subject: (brand) => `Google gekoppeld aan je account bij ${brand}`,
      lead: (brand) =>
        `Er is een Google-account gekoppeld aan je account bij ${brand}. Je kunt er nu mee inloggen.`,
      notYou: () => 'Was jij dit niet? Ontkoppel Google en wijzig meteen je wachtwoord.',
    },
    google_unlinked: {
      subject: (brand) => `Google losgekoppeld van je account bij ${brand}`,
      lead: (brand) =>
        `Het Google-account is losgekoppeld van je account bij ${brand}. Je kunt er niet meer mee inloggen.`,
      notYou: () => 'Was jij dit niet? Wijzig dan meteen je wachtwoord.',
    },
    password_changed: {
      subject: (brand) => `Je wachtwoord voor ${brand} is gewijzigd`,
      lead: (brand) => `Het wachtwoord van je account bij ${brand} is gewijzigd.`,
      notYou: () => 'Was jij dit niet? Stel dan meteen een nieuw wachtwoord in.',
    },
    account_deleted: {
      subject: (brand) => `Je account bij ${brand} is verwijderd`,
      lead: (brand) => `Je account bij ${brand} is verwijderd. Bedankt dat je bij ons was.`,
      notYou: (brand) => `Was jij dit niet? Neem dan zo snel mogelijk contact op met ${brand}.`,
    },
  },
}
