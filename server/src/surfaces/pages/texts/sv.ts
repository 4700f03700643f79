import type { Texts } from './texts.ts'

const deadLink = 'Länken fungerar inte längre'

export const sv: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Bekräfta din e-postadress',
    lead: (brand) =>
      `Tryck på knappen för att bekräfta att adressen är din och slutföra registreringen hos ${brand}.`,
    button: 'Bekräfta min e-postadress',
    done: {
      title: 'Din e-postadress är bekräftad',
      text: 'Du kan stänga sidan och fortsätta i appen.',
    },
    dead: {
      title: deadLink,
      text: 'Den har redan använts, är för gammal eller ofullständig. Om din adress är bekräftad behöver du inte göra något mer. Annars kan du be om en ny kod i appen.',
    },
  },
  signIn: {
    title: 'Logga in',
    lead: (brand) => `Tryck på knappen för att logga in på ${brand}.`,
    typeCode: 'Skriv in den sexsiffriga koden från samma mejl i appen där du vill logga in.',
    button: 'Logga in',
    dead: {
      title: deadLink,
      text: 'Den har redan använts, är för gammal eller ofullständig. Be om ett nytt mejl i appen.',
    },
  },
  changeLead: (brand) =>
    `Tryck på knappen för att bekräfta att adressen är din och använda den för ditt konto hos ${brand} från och med nu. Gör det bara om du har bett om det.`,
  reset: {
    title: 'Välj ett nytt lösenord',
    lead: (brand) =>
      `Det ersätter lösenordet för ditt konto hos ${brand}. Du loggas ut på alla enheter.`,
    label: 'Nytt lösenord',
    rules: (least) => `${least} till 128 tecken. Några ord i rad är ett bra val.`,
    button: 'Spara lösenordet',
    refused: {
      too_short: (least) => `Lösenordet måste ha minst ${least} tecken.`,
      too_long: 'Lösenordet får ha högst 128 tecken.',
      too_common: 'Det här är ett av de vanligaste lösenorden. Välj ett annat.',
      too_personal: 'Lösenordet får inte vara ditt namn eller din e-postadress.',
      characters:
        'Lösenordet behöver också andra slags tecken: versaler, gemener, siffror eller symboler.',
    },
    done: { title: 'Ditt lösenord är sparat', text: 'Logga in med ditt nya lösenord.' },
    dead: {
      title: deadLink,
      text: 'Den har redan använts, är för gammal eller ofullständig. Här kan du be om en ny.',
    },
  },
  forgot: {
    title: 'Återställ ditt lösenord',
    lead: (brand) => `Ange e-postadressen för ditt konto hos ${brand}. Vi skickar en länk dit.`,
    label: 'E-postadress',
    button: 'Skicka länken',
    notAnAddress: 'Ange en fullständig adress, till exempel namn@example.com.',
    done: {
      title: 'Titta i din inkorg',
      text: 'Om kontot finns är ett mejl med en länk på väg. Det kan hamna i skräpposten.',
    },
  },
  notMe: {
    title: 'Var det inte du?',
    lead: (brand) =>
      `Någon har, kanske av misstag, använt din e-postadress hos ${brand}. När du trycker på knappen slutar koden och länken i mejlet att fungera. En registrering som ingen har bekräftat raderas; ett bekräftat konto förblir som det är.`,
    button: 'Det var inte jag',
    done: {
      title: 'Tack',
      text: 'Koden och länken i mejlet fungerar inte längre. Om registreringen inte var bekräftad är den raderad; ett bekräftat konto har inte ändrats.',
    },
    dead: {
      title: deadLink,
      text: 'Den är för gammal eller ofullständig, eller så har koden i mejlet redan använts. Inget har ändrats.',
    },
  },
  invite: {
    title: 'Tacka ja till inbjudan',
    lead: (brand) =>
      `Du är inbjuden att vara med och administrera ${brand}. Välj ett namn och ett lösenord för ditt konto.`,
    leadKnown: (brand) =>
      `Du är inbjuden att vara med och administrera ${brand}. Du har redan ett konto: ange dess lösenord för att tacka ja.`,
    name: 'Ditt namn',
    password: 'Lösenord till ditt konto',
    button: 'Tacka ja',
    wrong: 'Det är inte lösenordet till ditt konto.',
    done: {
      title: 'Välkommen',
      text: 'Nu kan du logga in med din e-postadress och ditt lösenord.',
    },
    dead: {
      title: deadLink,
      text: 'Den har redan använts, är för gammal eller har dragits tillbaka. Be den som bjöd in dig om en ny.',
    },
  },
  authorize: {
    title: 'Anslut en app',
    lead: (app, brand) => `${app} ber om åtkomst till ditt konto hos ${brand}:`,
    scopes: {
      read: (things) => `Se ${things}`,
      write: (things) => `Ändra ${things}`,
      things: {
        payments: 'dina betalningar',
        customers: 'dina kunders uppgifter',
        refunds: 'dina återbetalningar',
        products: 'dina produkter',
        prices: 'dina priser',
        orders: 'dina beställningar',
        fulfillments: 'hanteringen av dina beställningar',
        inventory: 'ditt lager',
        usage: 'dina kunders förbrukning',
      },
    },
    signIn: 'Logga in för att tillåta det.',
    identifier: 'E-postadress eller användarnamn',
    password: 'Lösenord',
    wrong: 'Fel e-postadress, användarnamn eller lösenord.',
    code: 'Kod från din autentiseringsapp',
    wrongCode: 'Koden är fel eller för gammal.',
    allow: 'Tillåt',
    deny: 'Neka',
    dead: {
      title: 'Appen kan inte anslutas',
      text: 'Länken är ofullständig eller fel. Ingenting har ändrats. Meddela den som har gjort appen.',
    },
    notYours: 'Din roll i den här organisationen tillåter inte att du ansluter appar.',
  },
  errors: {
    unreadable: {
      title: 'Det gick inte',
      text: 'Vi kunde inte läsa det som skickades. Öppna länken i mejlet igen.',
    },
    failed: {
      title: 'Något gick fel',
      text: 'Felet är vårt. Försök igen om några minuter.',
    },
    tooMany: 'För många försök',
    unavailable: 'Inte tillgängligt just nu',
    tryAgain: (when) => `Försök igen ${when}.`,
  },
}
