import type { Texts } from './texts.ts'

const deadLink = 'Dieser Link gilt nicht mehr'

export const de: Texts = {
  direction: 'ltr',
  verify: {
    title: 'E-Mail-Adresse bestätigen',
    lead: (brand) =>
      `Bestätigen Sie mit der Schaltfläche, dass diese Adresse Ihnen gehört, und schließen Sie die Registrierung bei ${brand} ab.`,
    button: 'Meine E-Mail-Adresse bestätigen',
    done: {
      title: 'Ihre E-Mail-Adresse ist bestätigt',
      text: 'Sie können diese Seite schließen und in der App weitermachen.',
    },
    dead: {
      title: deadLink,
      text: 'Er wurde schon benutzt, ist zu alt oder unvollständig. Wenn Ihre Adresse bestätigt ist, müssen Sie nichts weiter tun. Andernfalls fordern Sie bitte in der App einen neuen Code an.',
    },
  },
  signIn: {
    title: 'Anmelden',
    lead: (brand) => `Mit der Schaltfläche melden Sie sich bei ${brand} an.`,
    typeCode:
      'Geben Sie den sechsstelligen Code aus derselben E-Mail in der App ein, in der Sie sich anmelden möchten.',
    button: 'Anmelden',
    dead: {
      title: deadLink,
      text: 'Er wurde schon benutzt, ist zu alt oder unvollständig. Fordern Sie in der App eine neue E-Mail an.',
    },
  },
  changeLead: (brand) =>
    `Bestätigen Sie mit der Schaltfläche, dass diese Adresse Ihnen gehört und ab jetzt für Ihr Konto bei ${brand} gilt. Tun Sie das bitte nur, wenn Sie es angefordert haben.`,
  reset: {
    title: 'Neues Passwort wählen',
    lead: (brand) =>
      `Es ersetzt das Passwort Ihres Kontos bei ${brand}. Sie werden auf allen Geräten abgemeldet.`,
    label: 'Neues Passwort',
    rules: (least) => `${least} bis 128 Zeichen. Einige Wörter hintereinander sind eine gute Wahl.`,
    button: 'Passwort speichern',
    refused: {
      too_short: (least) => `Das Passwort braucht mindestens ${least} Zeichen.`,
      too_long: 'Das Passwort darf höchstens 128 Zeichen haben.',
      too_common: 'Dieses Passwort gehört zu den häufigsten. Bitte wählen Sie ein anderes.',
      too_personal: 'Das Passwort darf nicht Ihr Name oder Ihre E-Mail-Adresse sein.',
      characters:
        'Das Passwort braucht auch andere Arten von Zeichen: Großbuchstaben, Kleinbuchstaben, Ziffern oder Sonderzeichen.',
    },
    done: {
      title: 'Ihr Passwort ist gespeichert',
      text: 'Melden Sie sich mit Ihrem neuen Passwort an.',
    },
    dead: {
      title: deadLink,
      text: 'Er wurde schon benutzt, ist zu alt oder unvollständig. Hier können Sie einen neuen anfordern.',
    },
  },
  forgot: {
    title: 'Passwort zurücksetzen',
    lead: (brand) =>
      `Geben Sie die E-Mail-Adresse Ihres Kontos bei ${brand} ein. Wir schicken einen Link dorthin.`,
    label: 'E-Mail-Adresse',
    button: 'Link senden',
    notAnAddress: 'Bitte geben Sie eine vollständige Adresse ein, etwa name@example.com.',
    done: {
      title: 'Sehen Sie in Ihr Postfach',
      text: 'Wenn es das Konto gibt, ist eine E-Mail mit einem Link unterwegs. Sie kann auch im Spam-Ordner landen.',
    },
  },
  notMe: {
    title: 'Waren Sie das nicht?',
    lead: (brand) =>
      `Jemand hat, vielleicht aus Versehen, Ihre E-Mail-Adresse bei ${brand} verwendet. Mit der Schaltfläche werden Code und Link aus der E-Mail ungültig. Eine Registrierung, die niemand bestätigt hat, wird gelöscht; ein bestätigtes Konto bleibt, wie es ist.`,
    button: 'Das war ich nicht',
    done: {
      title: 'Vielen Dank',
      text: 'Code und Link aus der E-Mail gelten nicht mehr. War die Registrierung nicht bestätigt, ist sie gelöscht; an einem bestätigten Konto wurde nichts geändert.',
    },
    dead: {
      title: deadLink,
      text: 'Er ist zu alt oder unvollständig, oder der Code aus der E-Mail wurde schon benutzt. Es wurde nichts geändert.',
    },
  },
  invite: {
    title: 'Einladung annehmen',
    lead: (brand) =>
      `Sie sind eingeladen, ${brand} mitzuverwalten. Wählen Sie einen Namen und ein Passwort für Ihr Konto.`,
    leadKnown: (brand) =>
      `Sie sind eingeladen, ${brand} mitzuverwalten. Sie haben schon ein Konto: Geben Sie dessen Passwort ein, um anzunehmen.`,
    name: 'Ihr Name',
    password: 'Passwort Ihres Kontos',
    button: 'Annehmen',
    wrong: 'Das ist nicht das Passwort Ihres Kontos.',
    done: {
      title: 'Willkommen',
      text: 'Sie können sich jetzt mit E-Mail-Adresse und Passwort anmelden.',
    },
    dead: {
      title: deadLink,
      text: 'Er wurde schon benutzt, ist zu alt oder wurde zurückgezogen. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.',
    },
  },
  authorize: {
    title: 'App verbinden',
    lead: (app, brand) => `${app} bittet um Zugriff auf Ihr Konto bei ${brand}:`,
    scopes: {
      read: (things) => `${things} ansehen`,
      write: (things) => `${things} ändern`,
      things: {
        payments: 'Ihre Zahlungen',
        customers: 'Ihre Kundendaten',
        refunds: 'Ihre Erstattungen',
        products: 'Ihre Produkte',
        prices: 'Ihre Preise',
        orders: 'Ihre Bestellungen',
        fulfillments: 'Die Abwicklung Ihrer Bestellungen',
        inventory: 'Ihren Lagerbestand',
        usage: 'Den Verbrauch Ihrer Kunden',
      },
    },
    signIn: 'Melden Sie sich an, um das zu erlauben.',
    identifier: 'E-Mail-Adresse oder Benutzername',
    password: 'Passwort',
    wrong: 'E-Mail-Adresse, Benutzername oder Passwort ist falsch.',
    code: 'Code Ihrer Authentifizierungs-App',
    wrongCode: 'Dieser Code ist falsch oder zu alt.',
    allow: 'Erlauben',
    deny: 'Ablehnen',
    dead: {
      title: 'Diese App kann nicht verbunden werden',
      text: 'Der Link ist unvollständig oder falsch. Es wurde nichts geändert. Bitte wenden Sie sich an den Anbieter der App.',
    },
    notYours: 'Ihre Rolle in dieser Organisation erlaubt Ihnen nicht, Apps zu verbinden.',
  },
  errors: {
    unreadable: {
      title: 'Das hat nicht geklappt',
      text: 'Wir konnten das Gesendete nicht lesen. Bitte öffnen Sie den Link aus der E-Mail noch einmal.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen',
      text: 'Der Fehler liegt bei uns. Bitte versuchen Sie es in einigen Minuten erneut.',
    },
    tooMany: 'Zu viele Versuche',
    unavailable: 'Zurzeit nicht verfügbar',
    tryAgain: (when) => `Bitte versuchen Sie es ${when} erneut.`,
  },
}
