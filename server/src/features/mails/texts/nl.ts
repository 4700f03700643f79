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
    invitation: 'Uitnodiging aannemen',
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
    magic_link: {
      lead: (brand) => `Log in bij ${brand} met deze code of met de knop hieronder:`,
      notYou: () =>
        'Heb je hier niet om gevraagd? Dan kun je deze e-mail negeren. Zonder deze e-mail kan niemand inloggen.',
    },
    reauthenticate: {
      lead: (brand) =>
        `Vul deze code in om een wijziging van je account bij ${brand} te bevestigen:`,
      notYou: () =>
        'Heb je geen code aangevraagd? Dan is misschien iemand anders in je account ingelogd. Wijzig je wachtwoord.',
    },
    email_change: {
      lead: (brand) =>
        `Vul deze code in of gebruik de knop hieronder om dit het e-mailadres van je account bij ${brand} te maken:`,
      notYou: () =>
        'Heb je hier niet om gevraagd? Bevestig dan niets: je adres zou bij het account van iemand anders gaan horen.',
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
    invitation: {
      subject: (brand) => `U bent uitgenodigd voor ${brand}`,
      lead: (brand) =>
        `U bent uitgenodigd om ${brand} mee te beheren. Neem de uitnodiging hier aan:`,
      notYou: () =>
        'Als u dit niet verwachtte, kunt u deze e-mail negeren. Zonder u gebeurt er niets.',
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
    email_change_notice: {
      subject: (brand) => `Je e-mailadres bij ${brand} wordt binnenkort gewijzigd`,
      lead: (brand) =>
        `Iemand heeft gevraagd het e-mailadres van je account bij ${brand} te wijzigen. Dit adres blijft gelden tot het nieuwe is bevestigd.`,
      notYou: () =>
        'Was jij dit niet? Houd het tegen met de link hieronder en wijzig meteen je wachtwoord.',
    },
    email_changed: {
      subject: (brand) => `Het e-mailadres van je account bij ${brand} is gewijzigd`,
      lead: (brand) =>
        `Het e-mailadres van je account bij ${brand} is gewijzigd. Vanaf nu schrijven we naar het nieuwe adres.`,
      notYou: (brand) => `Was jij dit niet? Neem dan zo snel mogelijk contact op met ${brand}.`,
    },
    account_deleted: {
      subject: (brand) => `Je account bij ${brand} is verwijderd`,
      lead: (brand) => `Je account bij ${brand} is verwijderd. Bedankt dat je bij ons was.`,
      notYou: (brand) => `Was jij dit niet? Neem dan zo snel mogelijk contact op met ${brand}.`,
    },
    mfa_enabled: {
      subject: (brand) => `Inloggen in twee stappen ingeschakeld voor je account bij ${brand}`,
      lead: (brand) =>
        `Inloggen in twee stappen is ingeschakeld voor je account bij ${brand}. Vanaf nu wordt bij het inloggen ook een code uit je authenticator-app gevraagd.`,
      notYou: () => 'Was jij dit niet? Wijzig dan meteen je wachtwoord en schakel het uit.',
    },
    mfa_disabled: {
      subject: (brand) => `Inloggen in twee stappen uitgeschakeld voor je account bij ${brand}`,
      lead: (brand) =>
        `Inloggen in twee stappen is uitgeschakeld voor je account bij ${brand}. Bij het inloggen wordt geen code meer gevraagd.`,
      notYou: () => 'Was jij dit niet? Wijzig dan meteen je wachtwoord en schakel het weer in.',
    },
    new_sign_in: {
      subject: (brand) => `Nieuwe aanmelding bij je account bij ${brand}`,
      lead: (brand) =>
        `Iemand, misschien jijzelf, heeft ingelogd op je account bij ${brand} vanaf een plek waar het de laatste tijd niet is gebruikt.`,
      notYou: () =>
        'Was jij dit niet? Wijzig dan meteen je wachtwoord en log op alle apparaten uit.',
    },
    passkey_added: {
      subject: (brand) => `Nieuwe passkey voor je account bij ${brand}`,
      lead: (brand) =>
        `Er is een passkey toegevoegd aan je account bij ${brand}. Daarmee kan nu worden ingelogd.`,
      notYou: () => 'Was jij dit niet? Verwijder de passkey en wijzig meteen je wachtwoord.',
    },
    passkey_removed: {
      subject: (brand) => `Passkey verwijderd uit je account bij ${brand}`,
      lead: (brand) =>
        `Er is een passkey verwijderd uit je account bij ${brand}. Inloggen kan er niet meer mee.`,
      notYou: () => 'Was jij dit niet? Wijzig dan meteen je wachtwoord.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook in uw ${brand}-account uitgeschakeld`,
      lead: (brand) =>
        `Een webhook in uw account bij ${brand} is uitgeschakeld, omdat de ontvanger te lang niet werkte of geen berichten meer wil. Er wordt niets meer naartoe gestuurd totdat u hem weer inschakelt.`,
      notYou: () => 'Als u hem niet meer nodig hebt, kunt u hem verwijderen.',
    },
  },
}
