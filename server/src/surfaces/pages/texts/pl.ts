import type { Texts } from './texts.ts'

const deadLink = 'Ten link już nie działa'

/** Impersonal, as the mails: Polish would need the reader's gender otherwise. */
export const pl: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Potwierdzenie adresu e-mail',
    lead: (brand) =>
      `Naciśnij przycisk, aby potwierdzić, że ten adres należy do Ciebie, i dokończyć rejestrację w serwisie ${brand}.`,
    button: 'Potwierdź mój adres e-mail',
    done: {
      title: 'Adres e-mail został potwierdzony',
      text: 'Można zamknąć tę stronę i wrócić do aplikacji.',
    },
    dead: {
      title: deadLink,
      text: 'Został już użyty, jest zbyt stary lub niepełny. Jeśli adres jest potwierdzony, nie trzeba nic robić. W przeciwnym razie poproś w aplikacji o nowy kod.',
    },
  },
  signIn: {
    title: 'Logowanie',
    lead: (brand) => `Naciśnij przycisk, aby zalogować się w serwisie ${brand}.`,
    typeCode:
      'Wpisz sześciocyfrowy kod z tej samej wiadomości w aplikacji, w której chcesz się zalogować.',
    button: 'Zaloguj się',
    dead: {
      title: deadLink,
      text: 'Został już użyty, jest zbyt stary lub niepełny. Poproś w aplikacji o nową wiadomość.',
    },
  },
  changeLead: (brand) =>
    `Naciśnij przycisk, aby potwierdzić, że ten adres należy do Ciebie, i używać go odtąd dla konta w serwisie ${brand}. Zrób to tylko wtedy, gdy to Twoja prośba.`,
  reset: {
    title: 'Ustaw nowe hasło',
    lead: (brand) =>
      `Zastąpi ono hasło do konta w serwisie ${brand}. Nastąpi wylogowanie na wszystkich urządzeniach.`,
    label: 'Nowe hasło',
    rules: (least) => `Od ${least} do 128 znaków. Kilka słów z rzędu to dobry wybór.`,
    button: 'Zapisz hasło',
    refused: {
      too_short: (least) => `Hasło musi mieć co najmniej ${least} znaków.`,
      too_long: 'Hasło może mieć najwyżej 128 znaków.',
      too_common: 'To jedno z najpopularniejszych haseł. Wybierz inne.',
      too_personal: 'Hasłem nie może być nazwa użytkownika ani adres e-mail.',
      characters:
        'Hasło musi zawierać też inne rodzaje znaków: wielkie litery, małe litery, cyfry lub symbole.',
    },
    done: { title: 'Hasło zostało zapisane', text: 'Zaloguj się nowym hasłem.' },
    dead: {
      title: deadLink,
      text: 'Został już użyty, jest zbyt stary lub niepełny. Tutaj można poprosić o nowy.',
    },
  },
  forgot: {
    title: 'Zmiana hasła',
    lead: (brand) => `Podaj adres e-mail konta w serwisie ${brand}. Wyślemy na niego link.`,
    label: 'Adres e-mail',
    button: 'Wyślij link',
    notAnAddress: 'Podaj pełny adres, na przykład nazwa@example.com.',
    done: {
      title: 'Sprawdź skrzynkę pocztową',
      text: 'Jeśli konto istnieje, wiadomość z linkiem jest w drodze. Może trafić do folderu ze spamem.',
    },
  },
  notMe: {
    title: 'To nie Ty?',
    lead: (brand) =>
      `Ktoś, być może przez pomyłkę, użył Twojego adresu e-mail w serwisie ${brand}. Po naciśnięciu przycisku kod i link z wiadomości przestaną działać. Rejestracja, której nikt nie potwierdził, zostanie usunięta; potwierdzone konto pozostanie bez zmian.`,
    button: 'To nie ja',
    done: {
      title: 'Dziękujemy',
      text: 'Kod i link z wiadomości już nie działają. Jeśli rejestracja nie była potwierdzona, została usunięta; potwierdzone konto nie uległo zmianie.',
    },
    dead: {
      title: deadLink,
      text: 'Jest zbyt stary lub niepełny albo kod z wiadomości został już użyty. Nic się nie zmieniło.',
    },
  },
  invite: {
    title: 'Przyjmij zaproszenie',
    lead: (brand) =>
      `Otrzymujesz zaproszenie do współadministrowania ${brand}. Wybierz imię i hasło do swojego konta.`,
    leadKnown: (brand) =>
      `Otrzymujesz zaproszenie do współadministrowania ${brand}. Masz już konto: podaj jego hasło, aby przyjąć.`,
    name: 'Imię i nazwisko',
    password: 'Hasło do Twojego konta',
    button: 'Przyjmij',
    wrong: 'To nie jest hasło do Twojego konta.',
    done: { title: 'Witamy', text: 'Możesz się teraz zalogować adresem e-mail i hasłem.' },
    dead: {
      title: deadLink,
      text: 'Został już użyty, jest za stary albo został wycofany. Poproś o nowy osobę, która Cię zaprosiła.',
    },
  },
  authorize: {
    title: 'Połącz aplikację',
    lead: (app, brand) => `${app} prosi o dostęp do Twojego konta ${brand}:`,
    scopes: {
      read: (things) => `Przeglądanie ${things}`,
      write: (things) => `Zmienianie ${things}`,
      things: {
        payments: 'Twoich płatności',
        customers: 'danych Twoich klientów',
        refunds: 'Twoich zwrotów pieniędzy',
        products: 'Twoich produktów',
        prices: 'Twoich cen',
        orders: 'Twoich zamówień',
        fulfillments: 'realizacji Twoich zamówień',
        inventory: 'Twoich stanów magazynowych',
        usage: 'zużycia Twoich klientów',
      },
    },
    signIn: 'Zaloguj się, aby na to zezwolić.',
    identifier: 'Adres e-mail lub nazwa użytkownika',
    password: 'Hasło',
    wrong: 'Nieprawidłowy adres e-mail, nazwa użytkownika lub hasło.',
    code: 'Kod z aplikacji uwierzytelniającej',
    wrongCode: 'Ten kod jest nieprawidłowy lub zbyt stary.',
    allow: 'Zezwól',
    deny: 'Odmów',
    dead: {
      title: 'Nie można połączyć tej aplikacji',
      text: 'Link jest niekompletny lub nieprawidłowy. Nic nie zostało zmienione. Powiadom twórcę aplikacji.',
    },
    notYours: 'Twoja rola w tej organizacji nie pozwala łączyć aplikacji.',
  },
  errors: {
    unreadable: {
      title: 'Nie udało się',
      text: 'Nie udało się odczytać przesłanych danych. Otwórz ponownie link z wiadomości.',
    },
    failed: {
      title: 'Coś poszło nie tak',
      text: 'Błąd leży po naszej stronie. Spróbuj ponownie za kilka minut.',
    },
    tooMany: 'Zbyt wiele prób',
    unavailable: 'Chwilowo niedostępne',
    tryAgain: (when) => `Spróbuj ponownie ${when}.`,
  },
}
