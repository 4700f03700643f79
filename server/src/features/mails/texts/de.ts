import { counted, type Texts } from './texts.ts'

export const de: Texts = {
  hello: (name) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  minutes: counted('de', { one: 'Minute', other: 'Minuten' }),
  codeLasts: (duration) => `Der Code gilt ${duration} und nur einmal.`,
  linkLasts: (duration) => `Der Link gilt ${duration} und nur einmal.`,
  keepCode: 'Bitte geben Sie ihn an niemanden weiter.',
  copyLink:
    'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  wasNotMe: 'Das war ich nicht',
  automatic: (brand) => `Dies ist eine automatische Nachricht von ${brand}.`,
  keysStay:
    'Diese API-Schlüssel gelten weiterhin. Bitte widerrufen Sie alle, die Sie nicht kennen:',
  codeSubject: (brand, code) => `${code} ist Ihr Code für ${brand}`,
  facts: { key: 'Schlüssel:', at: 'Zeitpunkt:', device: 'Gerät:', address: 'IP-Adresse:' },
  buttons: {
    verify_email: 'E-Mail-Adresse bestätigen',
    reset_password: 'Neues Passwort wählen',
    set_password: 'Passwort festlegen',
    invitation: 'Einladung annehmen',
    sign_up_notice: 'Anmelden',
    account: 'Konto öffnen',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `willkommen bei ${brand}! Mit diesem Code bestätigen Sie Ihre E-Mail-Adresse:`,
      notYou: () =>
        'Wenn Sie sich nicht registriert haben, können Sie diese E-Mail ignorieren: Die Adresse wird dann nicht bestätigt.',
    },
    sign_in_code: {
      lead: (brand) => `mit diesem Code melden Sie sich bei ${brand} an:`,
      notYou: () =>
        'Wenn Sie keinen Code angefordert haben, können Sie diese E-Mail ignorieren. Ohne den Code kann sich niemand anmelden.',
    },
    magic_link: {
      lead: (brand) =>
        `mit diesem Code oder mit der Schaltfläche darunter melden Sie sich bei ${brand} an:`,
      notYou: () =>
        'Wenn Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren. Ohne sie kann sich niemand anmelden.',
    },
    reauthenticate: {
      lead: (brand) => `mit diesem Code bestätigen Sie eine Änderung an Ihrem Konto bei ${brand}:`,
      notYou: () =>
        'Wenn Sie keinen Code angefordert haben, ist vielleicht jemand anderes in Ihrem Konto angemeldet. Bitte ändern Sie Ihr Passwort.',
    },
    email_change: {
      lead: (brand) =>
        `mit diesem Code oder mit der Schaltfläche darunter machen Sie diese Adresse zur E-Mail-Adresse Ihres Kontos bei ${brand}:`,
      notYou: () =>
        'Wenn Sie das nicht angefordert haben, bestätigen Sie es bitte nicht: Ihre Adresse würde sonst zum Konto einer anderen Person gehören.',
    },
    reset_password: {
      subject: (brand) => `Passwort für ${brand} zurücksetzen`,
      lead: (brand) =>
        `Sie möchten Ihr Passwort für ${brand} zurücksetzen. Hier wählen Sie ein neues:`,
      notYou: () =>
        'Wenn Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren. Ihr Passwort bleibt, wie es ist.',
    },
    set_password: {
      subject: (brand) => `Passwort für ${brand} festlegen`,
      lead: (brand) =>
        `Ihr Konto bei ${brand} hat noch kein Passwort. Hier können Sie eines festlegen:`,
      notYou: () =>
        'Wenn Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren. Ihr Konto bleibt, wie es ist.',
    },
    invitation: {
      subject: (brand) => `Sie sind zu ${brand} eingeladen`,
      lead: (brand) =>
        `Sie sind eingeladen, ${brand} mitzuverwalten. Nehmen Sie die Einladung hier an:`,
      notYou: () =>
        'Wenn Sie das nicht erwartet haben, können Sie diese E-Mail ignorieren. Ohne Sie geschieht nichts.',
    },
    sign_up_notice: {
      subject: (brand) => `Sie haben bereits ein Konto bei ${brand}`,
      lead: (brand) =>
        `jemand, vielleicht Sie selbst, wollte sich mit dieser E-Mail-Adresse bei ${brand} registrieren. Sie haben aber bereits ein Konto, deshalb wurde kein neues angelegt. Melden Sie sich einfach an, oder setzen Sie Ihr Passwort zurück, falls Sie es vergessen haben.`,
      notYou: () =>
        'Wenn Sie das nicht waren, brauchen Sie nichts zu tun. Ihr Konto ist unverändert.',
    },
    key_created: {
      subject: (brand) => `Neuer API-Schlüssel in Ihrem Konto bei ${brand}`,
      lead: (brand) => `in Ihrem Konto bei ${brand} wurde ein neuer API-Schlüssel erstellt.`,
      notYou: () =>
        'Wenn Sie das nicht waren, widerrufen Sie den Schlüssel und ändern Sie sofort Ihr Passwort.',
    },
    key_revoked: {
      subject: (brand) => `API-Schlüssel in Ihrem Konto bei ${brand} widerrufen`,
      lead: (brand) =>
        `in Ihrem Konto bei ${brand} wurde ein API-Schlüssel widerrufen. Er funktioniert nicht mehr.`,
      notYou: () =>
        'Wenn Sie das nicht waren, ändern Sie Ihr Passwort und prüfen Sie Ihre übrigen Schlüssel.',
    },
    google_linked: {
      subject: (brand) => `Google mit Ihrem Konto bei ${brand} verknüpft`,
      lead: (brand) =>
        `ein Google-Konto wurde mit Ihrem Konto bei ${brand} verknüpft. Sie können sich jetzt damit anmelden.`,
      notYou: () =>
        'Wenn Sie das nicht waren, heben Sie die Verknüpfung auf und ändern Sie sofort Ihr Passwort.',
    },
    google_unlinked: {
      subject: (brand) => `Google von Ihrem Konto bei ${brand} getrennt`,
      lead: (brand) =>
        `das Google-Konto wurde von Ihrem Konto bei ${brand} getrennt. Eine Anmeldung damit ist nicht mehr möglich.`,
      notYou: () => 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
    },
    password_changed: {
      subject: (brand) => `Ihr Passwort für ${brand} wurde geändert`,
      lead: (brand) => `das Passwort Ihres Kontos bei ${brand} wurde geändert.`,
      notYou: () => 'Wenn Sie das nicht waren, setzen Sie Ihr Passwort sofort zurück.',
    },
    email_change_notice: {
      subject: (brand) => `Ihre E-Mail-Adresse bei ${brand} soll geändert werden`,
      lead: (brand) =>
        `jemand möchte die E-Mail-Adresse Ihres Kontos bei ${brand} ändern. Diese Adresse gilt weiter, bis die neue bestätigt ist.`,
      notYou: () =>
        'Wenn Sie das nicht waren, halten Sie es mit dem Link unten auf und ändern Sie sofort Ihr Passwort.',
    },
    email_changed: {
      subject: (brand) => `E-Mail-Adresse Ihres Kontos bei ${brand} geändert`,
      lead: (brand) =>
        `die E-Mail-Adresse Ihres Kontos bei ${brand} wurde geändert. Ab jetzt schreiben wir an die neue.`,
      notYou: (brand) =>
        `Wenn Sie das nicht waren, wenden Sie sich bitte so bald wie möglich an ${brand}.`,
    },
    account_deleted: {
      subject: (brand) => `Ihr Konto bei ${brand} wurde gelöscht`,
      lead: (brand) =>
        `Ihr Konto bei ${brand} wurde gelöscht. Vielen Dank, dass Sie bei uns waren.`,
      notYou: (brand) =>
        `Wenn Sie das nicht waren, wenden Sie sich bitte so bald wie möglich an ${brand}.`,
    },
    mfa_enabled: {
      subject: (brand) => `Anmeldung in zwei Schritten für Ihr Konto bei ${brand} eingeschaltet`,
      lead: (brand) =>
        `die Anmeldung in zwei Schritten wurde für Ihr Konto bei ${brand} eingeschaltet. Ab jetzt wird beim Anmelden auch ein Code Ihrer Authenticator-App verlangt.`,
      notYou: () =>
        'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und schalten Sie sie wieder aus.',
    },
    mfa_disabled: {
      subject: (brand) => `Anmeldung in zwei Schritten für Ihr Konto bei ${brand} ausgeschaltet`,
      lead: (brand) =>
        `die Anmeldung in zwei Schritten wurde für Ihr Konto bei ${brand} ausgeschaltet. Beim Anmelden wird kein Code mehr verlangt.`,
      notYou: () =>
        'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und schalten Sie sie wieder ein.',
    },
    new_sign_in: {
      subject: (brand) => `Neue Anmeldung bei Ihrem Konto bei ${brand}`,
      lead: (brand) =>
        `jemand, vielleicht Sie selbst, hat sich bei Ihrem Konto bei ${brand} von einem Ort aus angemeldet, von dem aus es in letzter Zeit nicht benutzt wurde.`,
      notYou: () =>
        'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und melden Sie alle Geräte ab.',
    },
    passkey_added: {
      subject: (brand) => `Neuer Passkey in Ihrem Konto bei ${brand}`,
      lead: (brand) =>
        `Ihrem Konto bei ${brand} wurde ein Passkey hinzugefügt. Damit kann man sich jetzt anmelden.`,
      notYou: () =>
        'Wenn Sie das nicht waren, löschen Sie den Passkey und ändern Sie sofort Ihr Passwort.',
    },
    passkey_removed: {
      subject: (brand) => `Passkey aus Ihrem Konto bei ${brand} gelöscht`,
      lead: (brand) =>
        `aus Ihrem Konto bei ${brand} wurde ein Passkey gelöscht. Eine Anmeldung damit ist nicht mehr möglich.`,
      notYou: () => 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook in Ihrem Konto bei ${brand} abgeschaltet`,
      lead: (brand) =>
        `ein Webhook in Ihrem Konto bei ${brand} wurde abgeschaltet, weil sein Empfänger zu lange nicht erreichbar war oder keine Nachrichten mehr möchte. Bis Sie ihn wieder einschalten, wird nichts mehr gesendet.`,
      notYou: () => 'Wenn Sie ihn nicht mehr brauchen, können Sie ihn löschen.',
    },
  },
}
