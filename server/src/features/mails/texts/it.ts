import { counted, type Texts } from './texts.ts'

export const it: Texts = {
  hello: (name) => (name ? `Buongiorno ${name}!` : 'Buongiorno!'),
  minutes: counted('it', { one: 'minuto', other: 'minuti' }),
  codeLasts: (duration) => `Il codice è valido per ${duration} e funziona una sola volta.`,
  linkLasts: (duration) => `Il link è valido per ${duration} e funziona una sola volta.`,
  keepCode: 'Non lo comunichi a nessuno.',
  copyLink: 'Se il pulsante non funziona, copi questo indirizzo nel Suo browser:',
  wasNotMe: 'Non riconosco questa operazione',
  automatic: (brand) => `Questo è un messaggio automatico di ${brand}.`,
  keysStay: 'Queste chiavi API restano valide. Revochi quelle che non riconosce:',
  codeSubject: (brand, code) => `${code} è il Suo codice ${brand}`,
  facts: { key: 'Chiave:', at: 'Quando:', device: 'Dispositivo:', address: 'Indirizzo IP:' },
  buttons: {
    verify_email: 'Conferma l’indirizzo',
    reset_password: 'Scegli una nuova password',
    set_password: 'Imposta una password',
    invitation: 'Accetta l’invito',
    sign_up_notice: 'Accedi',
    account: 'Apri l’account',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Le diamo il benvenuto su ${brand}. Inserisca questo codice per confermare il Suo indirizzo e-mail:`,
      notYou: () =>
        'Se non ha creato un account, può ignorare questa e-mail: l’indirizzo non verrà confermato.',
    },
    sign_in_code: {
      lead: (brand) => `Inserisca questo codice per accedere a ${brand}:`,
      notYou: () =>
        'Se non ha richiesto alcun codice, può ignorare questa e-mail. Senza il codice nessuno può accedere.',
    },
    magic_link: {
      lead: (brand) => `Acceda a ${brand} con questo codice o con il pulsante qui sotto:`,
      notYou: () =>
        'Se non l’ha richiesto, può ignorare questa e-mail. Senza di essa nessuno può accedere.',
    },
    reauthenticate: {
      lead: (brand) =>
        `Inserisca questo codice per confermare una modifica al Suo account ${brand}:`,
      notYou: () =>
        'Se non ha richiesto alcun codice, qualcun altro potrebbe aver effettuato l’accesso al Suo account. Cambi la password.',
    },
    email_change: {
      lead: (brand) =>
        `Inserisca questo codice o usi il pulsante qui sotto per rendere questo l’indirizzo e-mail del Suo account ${brand}:`,
      notYou: () =>
        'Se non l’ha richiesto, non confermi: il Suo indirizzo apparterrebbe all’account di un’altra persona.',
    },
    reset_password: {
      subject: (brand) => `Reimposti la Sua password ${brand}`,
      lead: (brand) =>
        `Ha chiesto di reimpostare la Sua password ${brand}. Ne scelga una nuova qui:`,
      notYou: () =>
        'Se non l’ha chiesto, può ignorare questa e-mail. La Sua password resta invariata.',
    },
    set_password: {
      subject: (brand) => `Imposti una password per ${brand}`,
      lead: (brand) =>
        `Il Suo account ${brand} non ha ancora una password. Può impostarne una qui:`,
      notYou: () =>
        'Se non l’ha chiesto, può ignorare questa e-mail. Il Suo account resta invariato.',
    },
    invitation: {
      subject: (brand) => `Ha ricevuto un invito a ${brand}`,
      lead: (brand) => `Ha ricevuto l’invito ad amministrare ${brand}. Accetti qui l’invito:`,
      notYou: () =>
        'Se non se lo aspettava, può ignorare questa e-mail. Senza di Lei non succede nulla.',
    },
    sign_up_notice: {
      subject: (brand) => `Ha già un account ${brand}`,
      lead: (brand) =>
        `Qualcuno, forse Lei, ha provato a registrarsi su ${brand} con questo indirizzo e-mail. Ha già un account, perciò non ne è stato creato uno nuovo. Basta accedere, oppure reimpostare la password se l’ha dimenticata.`,
      notYou: () => 'Se non è stato Lei, non deve fare nulla. Il Suo account è invariato.',
    },
    key_created: {
      subject: (brand) => `Nuova chiave API nel Suo account ${brand}`,
      lead: (brand) => `Nel Suo account ${brand} è stata creata una nuova chiave API.`,
      notYou: () => 'Se non è stato Lei, revochi la chiave e cambi subito la password.',
    },
    key_revoked: {
      subject: (brand) => `Chiave API revocata nel Suo account ${brand}`,
      lead: (brand) =>
        `Nel Suo account ${brand} è stata revocata una chiave API. Non funziona più.`,
      notYou: () => 'Se non è stato Lei, cambi la password e controlli le altre chiavi.',
    },
    google_linked: {
      subject: (brand) => `Google collegato al Suo account ${brand}`,
      lead: (brand) =>
        `Un account Google è stato collegato al Suo account ${brand}. Ora può usarlo per accedere.`,
      notYou: () => 'Se non è stato Lei, scolleghi Google e cambi subito la password.',
    },
    google_unlinked: {
      subject: (brand) => `Google scollegato dal Suo account ${brand}`,
      lead: (brand) =>
        `L’account Google è stato scollegato dal Suo account ${brand}. Non può più essere usato per accedere.`,
      notYou: () => 'Se non è stato Lei, cambi subito la password.',
    },
    password_changed: {
      subject: (brand) => `La Sua password ${brand} è stata cambiata`,
      lead: (brand) => `La password del Suo account ${brand} è stata cambiata.`,
      notYou: () => 'Se non è stato Lei, reimposti subito la password.',
    },
    email_change_notice: {
      subject: (brand) => `Il Suo indirizzo e-mail su ${brand} sta per cambiare`,
      lead: (brand) =>
        `Qualcuno ha chiesto di cambiare l’indirizzo e-mail del Suo account ${brand}. Questo indirizzo resta in uso finché il nuovo non viene confermato.`,
      notYou: () =>
        'Se non è stato Lei, blocchi l’operazione con il link qui sotto e cambi subito la password.',
    },
    email_changed: {
      subject: (brand) => `L’indirizzo e-mail del Suo account ${brand} è stato cambiato`,
      lead: (brand) =>
        `L’indirizzo e-mail del Suo account ${brand} è stato cambiato. D’ora in poi scriveremo a quello nuovo.`,
      notYou: (brand) => `Se non è stato Lei, contatti ${brand} il prima possibile.`,
    },
    account_deleted: {
      subject: (brand) => `Il Suo account ${brand} è stato eliminato`,
      lead: (brand) =>
        `Il Suo account ${brand} è stato eliminato. Grazie per il tempo trascorso con noi.`,
      notYou: (brand) => `Se non è stato Lei, contatti ${brand} il prima possibile.`,
    },
    mfa_enabled: {
      subject: (brand) => `Verifica in due passaggi attivata per il Suo account ${brand}`,
      lead: (brand) =>
        `La verifica in due passaggi è stata attivata per il Suo account ${brand}. D’ora in poi, per accedere Le verrà chiesto anche un codice della Sua app di autenticazione.`,
      notYou: () => 'Se non è stato Lei, cambi subito la password e la disattivi.',
    },
    mfa_disabled: {
      subject: (brand) => `Verifica in due passaggi disattivata per il Suo account ${brand}`,
      lead: (brand) =>
        `La verifica in due passaggi è stata disattivata per il Suo account ${brand}. Per accedere non viene più chiesto alcun codice.`,
      notYou: () => 'Se non è stato Lei, cambi subito la password e la riattivi.',
    },
    new_sign_in: {
      subject: (brand) => `Nuovo accesso al Suo account ${brand}`,
      lead: (brand) =>
        `Qualcuno, forse Lei, ha effettuato l’accesso al Suo account ${brand} da un luogo da cui non è stato usato di recente.`,
      notYou: () =>
        'Se non è stato Lei, cambi subito la password e disconnetta tutti i dispositivi.',
    },
    passkey_added: {
      subject: (brand) => `Nuova passkey nel Suo account ${brand}`,
      lead: (brand) =>
        `Una passkey è stata aggiunta al Suo account ${brand}. Ora può essere usata per accedere.`,
      notYou: () => 'Se non è stato Lei, elimini la passkey e cambi subito la password.',
    },
    passkey_removed: {
      subject: (brand) => `Passkey eliminata dal Suo account ${brand}`,
      lead: (brand) =>
        `Una passkey è stata eliminata dal Suo account ${brand}. Non può più essere usata per accedere.`,
      notYou: () => 'Se non è stato Lei, cambi subito la password.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook disattivato nel suo account ${brand}`,
      lead: (brand) =>
        `Un webhook del suo account ${brand} è stato disattivato, perché il destinatario non ha risposto per troppo tempo o non vuole più messaggi. Non verrà inviato nulla finché non lo riattiverà.`,
      notYou: () => 'Se non le serve più, può eliminarlo.',
    },
  },
}
