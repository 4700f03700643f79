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
    invitation: 'Przyjmij zaproszenie',
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
    magic_link: {
      lead: (brand) =>
        `Zalogować się w serwisie ${brand} można tym kodem albo przyciskiem poniżej:`,
      notYou: () =>
        'Jeśli nikt o to nie prosił, można zignorować tę wiadomość. Bez niej nikt się nie zaloguje.',
    },
    reauthenticate: {
      lead: (brand) => `Oto kod potwierdzający zmianę w koncie w serwisie ${brand}:`,
      notYou: () =>
        'Jeśli o kod prosił ktoś inny, być może ma dostęp do konta. Należy zmienić hasło.',
    },
    email_change: {
      lead: (brand) =>
        `Aby ten adres stał się adresem e-mail konta w serwisie ${brand}, należy podać ten kod albo użyć przycisku poniżej:`,
      notYou: () =>
        'Jeśli prosił o to ktoś inny, nie należy niczego potwierdzać: adres zostałby przypisany do cudzego konta.',
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
    invitation: {
      subject: (brand) => `Zaproszenie do ${brand}`,
      lead: (brand) =>
        `Otrzymujesz zaproszenie do współadministrowania ${brand}. Przyjmij je tutaj:`,
      notYou: () =>
        'Jeśli się tego nie spodziewasz, możesz zignorować tę wiadomość. Bez Ciebie nic się nie stanie.',
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
    email_change_notice: {
      subject: (brand) => `Adres e-mail konta ${brand} ma zostać zmieniony`,
      lead: (brand) =>
        `Poproszono o zmianę adresu e-mail konta w serwisie ${brand}. Ten adres obowiązuje, dopóki nowy nie zostanie potwierdzony.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy zatrzymać zmianę linkiem poniżej i natychmiast zmienić hasło.',
    },
    email_changed: {
      subject: (brand) => `Zmieniono adres e-mail konta ${brand}`,
      lead: (brand) =>
        `Zmieniono adres e-mail konta w serwisie ${brand}. Od teraz piszemy na nowy adres.`,
      notYou: (brand) =>
        `Jeśli zrobił to ktoś inny, prosimy jak najszybciej skontaktować się z serwisem ${brand}.`,
    },
    account_deleted: {
      subject: (brand) => `Konto ${brand} zostało usunięte`,
      lead: (brand) =>
        `Konto w serwisie ${brand} zostało usunięte. Dziękujemy za wspólnie spędzony czas.`,
      notYou: (brand) =>
        `Jeśli zrobił to ktoś inny, prosimy jak najszybciej skontaktować się z serwisem ${brand}.`,
    },
    mfa_enabled: {
      subject: (brand) => `Włączono weryfikację dwuetapową konta ${brand}`,
      lead: (brand) =>
        `Na koncie w serwisie ${brand} włączono weryfikację dwuetapową. Od teraz przy logowaniu potrzebny jest także kod z aplikacji uwierzytelniającej.`,
      notYou: () => 'Jeśli zrobił to ktoś inny, należy natychmiast zmienić hasło i ją wyłączyć.',
    },
    mfa_disabled: {
      subject: (brand) => `Wyłączono weryfikację dwuetapową konta ${brand}`,
      lead: (brand) =>
        `Na koncie w serwisie ${brand} wyłączono weryfikację dwuetapową. Przy logowaniu kod nie jest już potrzebny.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy natychmiast zmienić hasło i włączyć ją ponownie.',
    },
    new_sign_in: {
      subject: (brand) => `Nowe logowanie do konta ${brand}`,
      lead: (brand) =>
        `Zalogowano się do konta w serwisie ${brand} z miejsca, z którego ostatnio nie było używane.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy natychmiast zmienić hasło i wylogować wszystkie urządzenia.',
    },
    passkey_added: {
      subject: (brand) => `Nowy klucz dostępu do konta ${brand}`,
      lead: (brand) =>
        `Do konta w serwisie ${brand} dodano klucz dostępu. Można się nim teraz logować.`,
      notYou: () =>
        'Jeśli zrobił to ktoś inny, należy usunąć klucz dostępu i natychmiast zmienić hasło.',
    },
    passkey_removed: {
      subject: (brand) => `Usunięto klucz dostępu do konta ${brand}`,
      lead: (brand) =>
        `Z konta w serwisie ${brand} usunięto klucz dostępu. Nie można się nim już logować.`,
      notYou: () => 'Jeśli zrobił to ktoś inny, należy natychmiast zmienić hasło.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook na koncie ${brand} został wyłączony`,
      lead: (brand) =>
        `Na Twoim koncie ${brand} wyłączono webhook, ponieważ jego odbiorca zbyt długo nie odpowiadał lub nie chce już wiadomości. Nic nie będzie do niego wysyłane, dopóki nie włączysz go ponownie.`,
      notYou: () => 'Jeśli nie jest już potrzebny, możesz go usunąć.',
    },
  },
}
