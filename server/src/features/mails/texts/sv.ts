import { counted, type Texts } from './texts.ts'

export const sv: Texts = {
  hello: (name) => (name ? `Hej ${name}!` : 'Hej!'),
  minutes: counted('sv', { one: 'minut', other: 'minuter' }),
  codeLasts: (duration) => `Koden gäller i ${duration} och fungerar en gång.`,
  linkLasts: (duration) => `Länken gäller i ${duration} och fungerar en gång.`,
  keepCode: 'Dela den inte med någon.',
  copyLink: 'Om knappen inte fungerar kan du kopiera den här adressen till din webbläsare:',
  wasNotMe: 'Det var inte jag',
  automatic: (brand) => `Det här är ett automatiskt meddelande från ${brand}.`,
  keysStay: 'De här API-nycklarna gäller fortfarande. Återkalla dem som du inte känner igen:',
  codeSubject: (brand, code) => `${code} är din kod för ${brand}`,
  facts: { key: 'Nyckel:', at: 'När:', device: 'Enhet:', address: 'IP-adress:' },
  buttons: {
    verify_email: 'Bekräfta e-postadressen',
    reset_password: 'Välj ett nytt lösenord',
    set_password: 'Ange ett lösenord',
    invitation: 'Tacka ja',
    sign_up_notice: 'Logga in',
    account: 'Öppna ditt konto',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Välkommen till ${brand}! Ange den här koden för att bekräfta din e-postadress:`,
      notYou: () =>
        'Om du inte har registrerat dig kan du bortse från det här mejlet: adressen bekräftas inte.',
    },
    sign_in_code: {
      lead: (brand) => `Ange den här koden för att logga in på ${brand}:`,
      notYou: () =>
        'Om du inte har bett om någon kod kan du bortse från det här mejlet. Ingen kan logga in utan koden.',
    },
    magic_link: {
      lead: (brand) => `Logga in på ${brand} med den här koden eller med knappen nedan:`,
      notYou: () =>
        'Om du inte har bett om det kan du bortse från det här mejlet. Ingen kan logga in utan det.',
    },
    reauthenticate: {
      lead: (brand) => `Ange den här koden för att bekräfta en ändring av ditt konto hos ${brand}:`,
      notYou: () =>
        'Om du inte har bett om någon kod kan någon annan vara inloggad på ditt konto. Byt lösenord.',
    },
    email_change: {
      lead: (brand) =>
        `Ange den här koden eller använd knappen nedan för att göra detta till e-postadressen för ditt konto hos ${brand}:`,
      notYou: () =>
        'Om du inte har bett om det: bekräfta inte. Din adress skulle då höra till någon annans konto.',
    },
    reset_password: {
      subject: (brand) => `Återställ ditt lösenord för ${brand}`,
      lead: (brand) =>
        `Du har bett om att återställa ditt lösenord för ${brand}. Välj ett nytt här:`,
      notYou: () =>
        'Om du inte har bett om detta kan du bortse från det här mejlet. Ditt lösenord ändras inte.',
    },
    set_password: {
      subject: (brand) => `Ange ett lösenord för ${brand}`,
      lead: (brand) => `Ditt konto hos ${brand} har inget lösenord än. Du kan ange ett här:`,
      notYou: () =>
        'Om du inte har bett om detta kan du bortse från det här mejlet. Ditt konto ändras inte.',
    },
    invitation: {
      subject: (brand) => `Du är inbjuden till ${brand}`,
      lead: (brand) => `Du är inbjuden att vara med och administrera ${brand}. Tacka ja här:`,
      notYou: () =>
        'Om du inte väntade dig det här kan du bortse från mejlet. Inget händer utan dig.',
    },
    sign_up_notice: {
      subject: (brand) => `Du har redan ett konto hos ${brand}`,
      lead: (brand) =>
        `Någon, kanske du, försökte registrera sig hos ${brand} med den här e-postadressen. Du har redan ett konto, så inget nytt har skapats. Logga bara in, eller återställ lösenordet om du har glömt det.`,
      notYou: () => 'Om det inte var du behöver du inte göra något. Ditt konto är oförändrat.',
    },
    key_created: {
      subject: (brand) => `Ny API-nyckel i ditt konto hos ${brand}`,
      lead: (brand) => `En ny API-nyckel har skapats i ditt konto hos ${brand}.`,
      notYou: () => 'Om det inte var du: återkalla nyckeln och byt lösenord genast.',
    },
    key_revoked: {
      subject: (brand) => `API-nyckel återkallad i ditt konto hos ${brand}`,
      lead: (brand) =>
        `En API-nyckel i ditt konto hos ${brand} har återkallats. Den fungerar inte längre.`,
      notYou: () => 'Om det inte var du: byt lösenord och kontrollera dina andra nycklar.',
    },
    google_linked: {
      subject: (brand) => `Google har kopplats till ditt konto hos ${brand}`,
      lead: (brand) =>
        `Ett Google-konto har kopplats till ditt konto hos ${brand}. Du kan nu logga in med det.`,
      notYou: () => 'Om det inte var du: koppla bort Google och byt lösenord genast.',
    },
    google_unlinked: {
      subject: (brand) => `Google har kopplats bort från ditt konto hos ${brand}`,
      lead: (brand) =>
        `Google-kontot har kopplats bort från ditt konto hos ${brand}. Det går inte längre att logga in med det.`,
      notYou: () => 'Om det inte var du: byt lösenord genast.',
    },
    password_changed: {
      subject: (brand) => `Ditt lösenord för ${brand} har ändrats`,
      lead: (brand) => `Lösenordet för ditt konto hos ${brand} har ändrats.`,
      notYou: () => 'Om det inte var du: återställ lösenordet genast.',
    },
    email_change_notice: {
      subject: (brand) => `Din e-postadress hos ${brand} är på väg att ändras`,
      lead: (brand) =>
        `Någon har bett om att ändra e-postadressen för ditt konto hos ${brand}. Den här adressen gäller tills den nya har bekräftats.`,
      notYou: () => 'Om det inte var du: stoppa det med länken nedan och byt lösenord genast.',
    },
    email_changed: {
      subject: (brand) => `E-postadressen för ditt konto hos ${brand} har ändrats`,
      lead: (brand) =>
        `E-postadressen för ditt konto hos ${brand} har ändrats. Från och med nu skriver vi till den nya.`,
      notYou: (brand) => `Om det inte var du: kontakta ${brand} så snart som möjligt.`,
    },
    account_deleted: {
      subject: (brand) => `Ditt konto hos ${brand} har raderats`,
      lead: (brand) => `Ditt konto hos ${brand} har raderats. Tack för den här tiden.`,
      notYou: (brand) => `Om det inte var du: kontakta ${brand} så snart som möjligt.`,
    },
    mfa_enabled: {
      subject: (brand) => `Tvåstegsverifiering har slagits på för ditt konto hos ${brand}`,
      lead: (brand) =>
        `Tvåstegsverifiering har slagits på för ditt konto hos ${brand}. Från och med nu behövs även en kod från din autentiseringsapp när du loggar in.`,
      notYou: () => 'Om det inte var du: byt lösenord genast och slå av den.',
    },
    mfa_disabled: {
      subject: (brand) => `Tvåstegsverifiering har slagits av för ditt konto hos ${brand}`,
      lead: (brand) =>
        `Tvåstegsverifiering har slagits av för ditt konto hos ${brand}. Ingen kod behövs längre vid inloggning.`,
      notYou: () => 'Om det inte var du: byt lösenord genast och slå på den igen.',
    },
    new_sign_in: {
      subject: (brand) => `Ny inloggning på ditt konto hos ${brand}`,
      lead: (brand) =>
        `Någon, kanske du, loggade in på ditt konto hos ${brand} från en plats där det inte har använts på sistone.`,
      notYou: () => 'Om det inte var du: byt lösenord genast och logga ut alla enheter.',
    },
    passkey_added: {
      subject: (brand) => `Ny passkey för ditt konto hos ${brand}`,
      lead: (brand) =>
        `En passkey har lagts till för ditt konto hos ${brand}. Det går nu att logga in med den.`,
      notYou: () => 'Om det inte var du: ta bort denna passkey och byt lösenord genast.',
    },
    passkey_removed: {
      subject: (brand) => `Passkey borttagen från ditt konto hos ${brand}`,
      lead: (brand) =>
        `En passkey har tagits bort från ditt konto hos ${brand}. Det går inte längre att logga in med den.`,
      notYou: () => 'Om det inte var du: byt lösenord genast.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook avstängd i ditt konto hos ${brand}`,
      lead: (brand) =>
        `En webhook i ditt konto hos ${brand} har stängts av, eftersom mottagaren inte har fungerat på för länge eller inte vill ha fler meddelanden. Inget skickas dit förrän du slår på den igen.`,
      notYou: () => 'Om du inte längre behöver den kan du ta bort den.',
    },
  },
}
