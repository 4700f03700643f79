import { counted, type Texts } from './texts.ts'

/** Impersonal throughout: it needs neither Pan nor Pani, and no guess of the reader's gender. */
export const pl: Texts = {
  hello: (name) => (name ? `Dzień dobry, ${name}!` : 'Dzień dobry!'),
  minutes: counted('pl', { one: 'minutę', few: 'minuty', many: 'minut', other: 'minuty' }),
  codeLasts: (duration) => `Kod jest ważny przez ${duration} i działa tylko raz.`,
  linkLasts: (duration) => `Link jest ważny przez ${duration} i działa tylko raz.`,
  keepCode: 'Prosimy nikomu go nie podawać.',
  copyLink: 'Jeśli przycisk nie działa, należy skopiować ten adres do przeglądarki:',
  wasNotMe: 'To nie ja',
  automatic: (brand) => `To jest automatyczna wiadomość z serwisu ${brand}.`,
  keysStay: 'Te klucze API są nadal ważne. Nieznane klucze należy unieważnić:',
  codeSubject: (brand, code) => `${code} – kod do serwisu ${brand}`,
  facts: { key: 'Klucz:', at: 'Kiedy:', device: 'Urządzenie:', address: 'Adres IP:' },
  buttons: {
    verify_email: 'Potwierdź adres e-mail',
    reset_password: 'Ustaw nowe hasło',
    set_password: 'Ustaw hasło',
    sign_up_notice: 'Zaloguj się',
    account: 'Otwórz konto',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Witamy w serwisie ${brand}! Aby potwierdzić adres e-mail, należy podać ten kod:`,
      notYou: () =>
        'Jeśli rejestracji dokonał ktoś inny, można zignorować tę wiadomość: adres nie zostanie potwierdzony.',
    },
    sign_in_code: {
      lead: (brand) => `Oto kod do logowania w serwisie ${brand}:`,
      notYou: () =>
        'Jeśli nikt nie prosił o kod, można zignorować tę wiadomość. Bez kodu nikt się nie zaloguje.',
    },
    reset_password: {
      subject: (brand) => `Zmiana hasła w serwisie ${brand}`,
      lead: (brand) =>
        `Otrzymaliśmy prośbę o zmianę hasła w serwisie ${brand}. Nowe hasło można ustawić tutaj:`,
      notYou: () =>
        'Jeśli prośba nie pochodzi od właściciela konta, można zignorować tę wiadomość. Hasło pozostanie bez zmian.',
    },
    set_password: {
      subject: (brand) => `Ustawienie hasła w serwisie ${brand}`,
      lead: (brand) => `Konto w serwisie ${brand} nie ma jeszcze hasła. Można je ustawić tutaj:`,
      notYou: () =>
        'Jeśli prośba nie pochodzi od właściciela konta, można zignorować tę wiadomość. Konto pozostanie bez zmian.',
    },
    sign_up_notice: {
      subject: (brand) => `Konto w serwisie ${brand} już istnieje`,
      lead: (brand) =>
        `Ktoś próbował zarejestrować się w serwisie ${brand} z tym adresem e-mail. Konto z tym adresem już istnieje, więc nowe nie powstało. Wystarczy się zalogować, a w razie zapomnienia hasła ustawić nowe.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, nie trzeba nic robić. Na koncie nic się nie zmieniło.',
    },
    key_created: {
      subject: (brand) => `Nowy klucz API na koncie ${brand}`,
      lead: (brand) => `Na koncie w serwisie ${brand} powstał nowy klucz API.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy unieważnić klucz i natychmiast zmienić hasło.',
    },
    key_revoked: {
      subject: (brand) => `Unieważniono klucz API na koncie ${brand}`,
      lead: (brand) => `Na koncie w serwisie ${brand} unieważniono klucz API. Już nie działa.`,
      notYou: () => 'Jeśli zrobił to ktoś inny, należy zmienić hasło i sprawdzić pozostałe klucze.',
    },
    google_linked: {
      subject: (brand) => `Połączono Google z kontem ${brand}`,
      lead: (brand) =>
        `Z kontem w serwisie ${brand} połączono konto Google. Można się nim teraz logować.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy odłączyć Google i natychmiast zmienić hasło.',
    },
    google_unlinked: {
      subject: (brand) => `Odłączono Google od konta ${brand}`,
      lead: (brand) =>
        `Konto Google odłączono od konta w serwisie ${brand}. Nie można się nim już logować.`,
      notYou: () => 'Jeśli zrobił to ktoś inny, należy natychmiast zmienić hasło.',
    },
    password_changed: {
      subject: (brand) => `Zmieniono hasło do konta ${brand}`,
      lead: (brand) => `Hasło do konta w serwisie ${brand} zostało zmienione.`,
      notYou: () => 'Jeśli zrobił to ktoś inny, należy natychmiast ustawić nowe hasło.',
    },
    account_deleted: {
      subject: (brand) => `Konto ${brand} zostało usunięte`,
      lead: (brand) =>
        `Konto w serwisie ${brand} zostało usunięte. Dziękujemy za wspólnie spędzony czas.`,
      notYou: (brand) =>
        `Jeśli zrobił to ktoś inny, prosimy jak najszybciej skontaktować się z serwisem ${brand}.`,
    },
  },
}
