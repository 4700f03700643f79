import type { Texts } from './texts.ts'

const deadLink = 'Deze link werkt niet meer'

export const nl: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Bevestig je e-mailadres',
    lead: (brand) =>
      `Druk op de knop om te bevestigen dat dit adres van jou is en om je aanmelding bij ${brand} af te ronden.`,
    button: 'Mijn e-mailadres bevestigen',
    done: {
      title: 'Je e-mailadres is bevestigd',
      text: 'Je kunt deze pagina sluiten en verdergaan in de app.',
    },
    dead: {
      title: deadLink,
      text: 'Hij is al gebruikt, te oud of onvolledig. Is je adres bevestigd, dan hoef je niets meer te doen. Vraag anders een nieuwe code aan in de app.',
    },
  },
  signIn: {
    title: 'Inloggen',
    lead: (brand) => `Druk op de knop om in te loggen bij ${brand}.`,
    typeCode:
      'Vul de code van zes cijfers uit dezelfde e-mail in de app in waarin je wilt inloggen.',
    button: 'Inloggen',
    dead: {
      title: deadLink,
      text: 'Hij is al gebruikt, te oud of onvolledig. Vraag in de app een nieuwe e-mail aan.',
    },
  },
  changeLead: (brand) =>
    `Druk op de knop om te bevestigen dat dit adres van jou is en het voortaan voor je account bij ${brand} te gebruiken. Doe dat alleen als je erom hebt gevraagd.`,
  reset: {
    title: 'Kies een nieuw wachtwoord',
    lead: (brand) =>
      `Het vervangt het wachtwoord van je account bij ${brand}. Je wordt op alle apparaten uitgelogd.`,
    label: 'Nieuw wachtwoord',
    rules: (least) =>
      `${least} tot 128 tekens. Een paar woorden achter elkaar zijn een goede keuze.`,
    button: 'Wachtwoord opslaan',
    refused: {
      too_short: (least) => `Het wachtwoord moet minstens ${least} tekens hebben.`,
      too_long: 'Het wachtwoord mag hoogstens 128 tekens hebben.',
      too_common: 'Dit wachtwoord is een van de meest gebruikte. Kies een ander.',
      too_personal: 'Het wachtwoord mag niet je naam of e-mailadres zijn.',
      characters:
        'Het wachtwoord heeft ook andere soorten tekens nodig: hoofdletters, kleine letters, cijfers of symbolen.',
    },
    done: { title: 'Je wachtwoord is opgeslagen', text: 'Log in met je nieuwe wachtwoord.' },
    dead: {
      title: deadLink,
      text: 'Hij is al gebruikt, te oud of onvolledig. Hier kun je een nieuwe aanvragen.',
    },
  },
  forgot: {
    title: 'Nieuw wachtwoord instellen',
    lead: (brand) =>
      `Vul het e-mailadres van je account bij ${brand} in. We sturen er een link naartoe.`,
    label: 'E-mailadres',
    button: 'Link versturen',
    notAnAddress: 'Vul een volledig adres in, bijvoorbeeld naam@example.com.',
    done: {
      title: 'Kijk in je mailbox',
      text: 'Als het account bestaat, is er een e-mail met een link onderweg. Kijk ook in de map met ongewenste mail.',
    },
  },
  notMe: {
    title: 'Was jij dit niet?',
    lead: (brand) =>
      `Iemand heeft, misschien per ongeluk, je e-mailadres gebruikt bij ${brand}. Als je op de knop drukt, werken de code en de link in de e-mail niet meer. Een aanmelding die niemand heeft bevestigd, wordt verwijderd; een bevestigd account blijft zoals het is.`,
    button: 'Dit was ik niet',
    done: {
      title: 'Bedankt',
      text: 'De code en de link in de e-mail werken niet meer. Was de aanmelding niet bevestigd, dan is ze verwijderd; aan een bevestigd account is niets veranderd.',
    },
    dead: {
      title: deadLink,
      text: 'Hij is te oud of onvolledig, of de code in de e-mail is al gebruikt. Er is niets veranderd.',
    },
  },
  invite: {
    title: 'Uitnodiging aannemen',
    lead: (brand) =>
      `U bent uitgenodigd om ${brand} mee te beheren. Kies een naam en een wachtwoord voor uw account.`,
    leadKnown: (brand) =>
      `U bent uitgenodigd om ${brand} mee te beheren. U hebt al een account: voer het wachtwoord in om aan te nemen.`,
    name: 'Uw naam',
    password: 'Wachtwoord van uw account',
    button: 'Aannemen',
    wrong: 'Dit is niet het wachtwoord van uw account.',
    done: { title: 'Welkom', text: 'U kunt nu inloggen met uw e-mailadres en wachtwoord.' },
    dead: {
      title: deadLink,
      text: 'Hij is al gebruikt, is te oud of is ingetrokken. Vraag een nieuwe aan degene die u heeft uitgenodigd.',
    },
  },
  authorize: {
    title: 'App koppelen',
    lead: (app, brand) => `${app} vraagt toegang tot je account bij ${brand}:`,
    scopes: {
      read: (things) => `${things} bekijken`,
      write: (things) => `${things} wijzigen`,
      things: {
        payments: 'Je betalingen',
        customers: 'Je klantgegevens',
        refunds: 'Je terugbetalingen',
        products: 'Je producten',
        prices: 'Je prijzen',
        orders: 'Je bestellingen',
        fulfillments: 'De afhandeling van je bestellingen',
        inventory: 'Je voorraad',
        usage: 'Het verbruik van je klanten',
      },
    },
    signIn: 'Log in om dit toe te staan.',
    identifier: 'E-mailadres of gebruikersnaam',
    password: 'Wachtwoord',
    wrong: 'E-mailadres, gebruikersnaam of wachtwoord is onjuist.',
    code: 'Code van je authenticator-app',
    wrongCode: 'Deze code is onjuist of te oud.',
    allow: 'Toestaan',
    deny: 'Weigeren',
    dead: {
      title: 'Deze app kan niet worden gekoppeld',
      text: 'De link is onvolledig of onjuist. Er is niets gewijzigd. Laat het de maker van de app weten.',
    },
    notYours: 'Met jouw rol in deze organisatie kun je geen apps koppelen.',
  },
  errors: {
    unreadable: {
      title: 'Dat is niet gelukt',
      text: 'We konden niet lezen wat er is verstuurd. Open de link in de e-mail opnieuw.',
    },
    failed: {
      title: 'Er ging iets mis',
      text: 'De fout ligt bij ons. Probeer het over een paar minuten opnieuw.',
    },
    tooMany: 'Te veel pogingen',
    unavailable: 'Nu niet beschikbaar',
    tryAgain: (when) => `Probeer het ${when} opnieuw.`,
  },
}
