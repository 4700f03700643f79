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
  reset: {
    title: 'Ustaw nowe hasło',
    lead: (brand) =>
      `Zastąpi ono hasło do konta w serwisie ${brand}. Nastąpi wylogowanie na wszystkich urządzeniach.`,
    label: 'Nowe hasło',
    rules: 'Od 8 do 128 znaków. Kilka słów z rzędu to dobry wybór.',
    button: 'Zapisz hasło',
    refused: {
      too_short: 'Hasło musi mieć co najmniej 8 znaków.',
      too_long: 'Hasło może mieć najwyżej 128 znaków.',
      too_common: 'To jedno z najpopularniejszych haseł. Wybierz inne.',
      too_personal: 'Hasłem nie może być nazwa użytkownika ani adres e-mail.',
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
