import type { Texts } from './texts.ts'

const deadLink = 'Questo link non funziona più'

export const it: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confermi il Suo indirizzo e-mail',
    lead: (brand) =>
      `Prema il pulsante per confermare che questo indirizzo è Suo e completare la registrazione a ${brand}.`,
    button: 'Conferma il mio indirizzo e-mail',
    done: {
      title: 'Il Suo indirizzo e-mail è confermato',
      text: 'Può chiudere questa pagina e continuare nell’app.',
    },
    dead: {
      title: deadLink,
      text: 'È già stato usato, è troppo vecchio o è incompleto. Se il Suo indirizzo è confermato, non deve fare altro. Altrimenti richieda un nuovo codice nell’app.',
    },
  },
  signIn: {
    title: 'Accesso',
    lead: (brand) => `Prema il pulsante per accedere a ${brand}.`,
    typeCode:
      'Inserisca il codice di sei cifre della stessa e-mail nell’app in cui vuole accedere.',
    button: 'Accedi',
    dead: {
      title: deadLink,
      text: 'È già stato usato, è troppo vecchio o è incompleto. Richieda una nuova e-mail nell’app.',
    },
  },
  changeLead: (brand) =>
    `Prema il pulsante per confermare che questo indirizzo è Suo e usarlo d’ora in poi per il Suo account ${brand}. Lo faccia solo se l’ha richiesto.`,
  reset: {
    title: 'Scelga una nuova password',
    lead: (brand) =>
      `Sostituirà la password del Suo account ${brand}. Tutti i Suoi dispositivi verranno disconnessi.`,
    label: 'Nuova password',
    rules: (least) =>
      `Da ${least} a 128 caratteri. Alcune parole di seguito sono una buona scelta.`,
    button: 'Salva la password',
    refused: {
      too_short: (least) => `La password deve avere almeno ${least} caratteri.`,
      too_long: 'La password può avere al massimo 128 caratteri.',
      too_common: 'Questa password è tra le più comuni. Ne scelga un’altra.',
      too_personal: 'La password non deve essere il Suo nome o il Suo indirizzo e-mail.',
      characters:
        'La password deve contenere anche altri tipi di caratteri: maiuscole, minuscole, cifre o simboli.',
    },
    done: { title: 'La Sua password è salvata', text: 'Acceda con la nuova password.' },
    dead: {
      title: deadLink,
      text: 'È già stato usato, è troppo vecchio o è incompleto. Può richiederne uno nuovo qui.',
    },
  },
  forgot: {
    title: 'Reimposti la Sua password',
    lead: (brand) => `Inserisca l’indirizzo e-mail del Suo account ${brand}. Vi invieremo un link.`,
    label: 'Indirizzo e-mail',
    button: 'Invia il link',
    notAnAddress: 'Inserisca un indirizzo completo, ad esempio nome@example.com.',
    done: {
      title: 'Controlli la Sua posta',
      text: 'Se l’account esiste, un messaggio con un link è in arrivo. Potrebbe finire nella cartella della posta indesiderata.',
    },
  },
  notMe: {
    title: 'Non riconosce questa operazione?',
    lead: (brand) =>
      `Qualcuno, forse per errore, ha usato il Suo indirizzo e-mail su ${brand}. Se preme il pulsante, il codice e il link del messaggio smettono di funzionare. Una registrazione che nessuno ha confermato viene eliminata; un account confermato resta com’è.`,
    button: 'Non riconosco questa operazione',
    done: {
      title: 'Grazie',
      text: 'Il codice e il link del messaggio non funzionano più. Se la registrazione non era confermata, è stata eliminata; un account confermato non è stato modificato.',
    },
    dead: {
      title: deadLink,
      text: 'È troppo vecchio o incompleto, oppure il codice del messaggio è già stato usato. Non è stato modificato nulla.',
    },
  },
  invite: {
    title: 'Accetti l’invito',
    lead: (brand) =>
      `Ha ricevuto l’invito ad amministrare ${brand}. Scelga un nome e una password per il Suo account.`,
    leadKnown: (brand) =>
      `Ha ricevuto l’invito ad amministrare ${brand}. Ha già un account: inserisca la password per accettare.`,
    name: 'Il Suo nome',
    password: 'Password del Suo account',
    button: 'Accetta',
    wrong: 'Questa non è la password del Suo account.',
    done: {
      title: 'Le diamo il benvenuto',
      text: 'Ora può accedere con indirizzo e-mail e password.',
    },
    dead: {
      title: deadLink,
      text: 'È già stato usato, è scaduto o è stato ritirato. Ne chieda uno nuovo a chi L’ha invitata.',
    },
  },
  authorize: {
    title: 'Collega un’app',
    lead: (app, brand) => `${app} chiede l’accesso al tuo account ${brand}:`,
    scopes: {
      read: (things) => `Vedere ${things}`,
      write: (things) => `Modificare ${things}`,
      things: {
        payments: 'i tuoi pagamenti',
        customers: 'i dati dei tuoi clienti',
        refunds: 'i tuoi rimborsi',
        products: 'i tuoi prodotti',
        prices: 'i tuoi prezzi',
        orders: 'i tuoi ordini',
        fulfillments: 'l’evasione dei tuoi ordini',
        inventory: 'il tuo inventario',
        usage: 'i consumi dei tuoi clienti',
      },
    },
    signIn: 'Per consentirlo, accedi.',
    identifier: 'Indirizzo e-mail o nome utente',
    password: 'Password',
    wrong: 'Indirizzo e-mail, nome utente o password errati.',
    code: 'Codice della tua app di autenticazione',
    wrongCode: 'Questo codice è errato o troppo vecchio.',
    allow: 'Consenti',
    deny: 'Rifiuta',
    dead: {
      title: 'Questa app non può essere collegata',
      text: 'Il link è incompleto o errato. Non è stato modificato nulla. Avvisa chi ha creato l’app.',
    },
    notYours: 'Il tuo ruolo in questa organizzazione non ti permette di collegare app.',
  },
  errors: {
    unreadable: {
      title: 'Non ha funzionato',
      text: 'Non siamo riusciti a leggere ciò che è stato inviato. Apra di nuovo il link del messaggio.',
    },
    failed: {
      title: 'Qualcosa è andato storto',
      text: 'L’errore è nostro. Riprovi tra qualche minuto.',
    },
    tooMany: 'Troppi tentativi',
    unavailable: 'Al momento non disponibile',
    tryAgain: (when) => `Riprovi ${when}.`,
  },
}
