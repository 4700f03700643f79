interface Words {
  title: string
  range: string
  empty: string
  expired: string
  reload: string
  failed: string
  again: string
  loading: string
}

const en: Words = {
  title: 'Usage',
  range: 'Time span',
  empty: 'Nothing was used in this time.',
  expired: 'This view has expired',
  reload: 'Load the page again to see your usage.',
  failed: 'Your usage cannot be shown right now',
  again: 'Try again',
  loading: 'Loading',
}

const all: Record<string, Words> = {
  en,
  de: {
    title: 'Verbrauch',
    range: 'Zeitraum',
    empty: 'In dieser Zeit wurde nichts verbraucht.',
    expired: 'Diese Ansicht ist abgelaufen',
    reload: 'Laden Sie die Seite neu, um Ihren Verbrauch zu sehen.',
    failed: 'Ihr Verbrauch kann gerade nicht gezeigt werden',
    again: 'Noch einmal versuchen',
    loading: 'Wird geladen',
  },
  es: {
    title: 'Consumo',
    range: 'Periodo',
    empty: 'No hubo consumo en este periodo.',
    expired: 'Esta vista ha caducado',
    reload: 'Vuelva a cargar la página para ver su consumo.',
    failed: 'Su consumo no se puede mostrar en este momento',
    again: 'Intentar de nuevo',
    loading: 'Cargando',
  },
  fr: {
    title: 'Consommation',
    range: 'Période',
    empty: 'Aucune consommation sur cette période.',
    expired: 'Cette vue a expiré',
    reload: 'Rechargez la page pour voir votre consommation.',
    failed: 'Votre consommation ne peut pas être affichée pour le moment',
    again: 'Réessayer',
    loading: 'Chargement',
  },
  it: {
    title: 'Consumo',
    range: 'Periodo',
    empty: 'Nessun consumo in questo periodo.',
    expired: 'Questa vista è scaduta',
    reload: 'Ricarichi la pagina per vedere il Suo consumo.',
    failed: 'Il Suo consumo non può essere mostrato in questo momento',
    again: 'Riprova',
    loading: 'Caricamento',
  },
  pt: {
    title: 'Consumo',
    range: 'Período',
    empty: 'Não houve consumo neste período.',
    expired: 'Esta vista expirou',
    reload: 'Recarregue a página para ver o seu consumo.',
    failed: 'O seu consumo não pode ser mostrado agora',
    again: 'Tentar de novo',
    loading: 'A carregar',
  },
}

/** By the language of the locale; English where we do not speak it. */
export const wordsOf = (locale: string): Words => all[new Intl.Locale(locale).language] ?? en
