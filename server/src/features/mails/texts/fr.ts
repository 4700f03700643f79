import { counted, type Texts } from './texts.ts'

export const fr: Texts = {
  hello: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  minutes: counted('fr', { one: 'minute', other: 'minutes' }),
  codeLasts: (duration) => `Ce code est valable ${duration} et ne fonctionne qu’une seule fois.`,
  linkLasts: (duration) => `Ce lien est valable ${duration} et ne fonctionne qu’une seule fois.`,
  keepCode: 'Ne le communiquez à personne.',
  copyLink: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
  wasNotMe: 'Ce n’était pas moi',
  automatic: (brand) => `${brand} vous a envoyé ce message automatiquement.`,
  keysStay: 'Ces clés d’API restent valables. Révoquez celles que vous ne reconnaissez pas :',
  codeSubject: (brand, code) => `${code} est votre code ${brand}`,
  facts: { key: 'Clé :', at: 'Date :', device: 'Appareil :', address: 'Adresse IP :' },
  buttons: {
    verify_email: 'Confirmer mon adresse',
    reset_password: 'Choisir un nouveau mot de passe',
    set_password: 'Définir un mot de passe',
    sign_up_notice: 'Se connecter',
    account: 'Ouvrir mon compte',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Bienvenue sur ${brand} ! Saisissez ce code pour confirmer votre adresse e-mail :`,
      notYou: () =>
        'Si vous n’avez pas créé de compte, vous pouvez ignorer cet e-mail : l’adresse ne sera pas confirmée.',
    },
    sign_in_code: {
      lead: (brand) => `Saisissez ce code pour vous connecter à ${brand} :`,
      notYou: () =>
        'Si vous n’avez pas demandé de code, vous pouvez ignorer cet e-mail. Sans ce code, personne ne peut se connecter.',
    },
    reset_password: {
      subject: (brand) => `Réinitialisez votre mot de passe ${brand}`,
      lead: (brand) =>
        `Vous avez demandé à réinitialiser votre mot de passe ${brand}. Choisissez-en un nouveau ici :`,
      notYou: () =>
        'Si vous n’êtes pas à l’origine de cette demande, vous pouvez ignorer cet e-mail. Votre mot de passe reste inchangé.',
    },
    set_password: {
      subject: (brand) => `Définissez un mot de passe pour ${brand}`,
      lead: (brand) =>
        `Votre compte ${brand} n’a pas encore de mot de passe. Vous pouvez en définir un ici :`,
      notYou: () =>
        'Si vous n’êtes pas à l’origine de cette demande, vous pouvez ignorer cet e-mail. Votre compte reste inchangé.',
    },
    sign_up_notice: {
      subject: (brand) => `Vous avez déjà un compte ${brand}`,
      lead: (brand) =>
        `Quelqu’un, peut-être vous, a tenté de s’inscrire sur ${brand} avec cette adresse e-mail. Vous avez déjà un compte : aucun nouveau compte n’a été créé. Connectez-vous simplement, ou réinitialisez votre mot de passe si vous l’avez oublié.`,
      notYou: () =>
        'Si ce n’était pas vous, vous n’avez rien à faire. Votre compte n’a pas été modifié.',
    },
    key_created: {
      subject: (brand) => `Nouvelle clé d’API sur votre compte ${brand}`,
      lead: (brand) => `Une nouvelle clé d’API a été créée sur votre compte ${brand}.`,
      notYou: () =>
        'Si ce n’était pas vous, révoquez la clé et changez immédiatement votre mot de passe.',
    },
    key_revoked: {
      subject: (brand) => `Clé d’API révoquée sur votre compte ${brand}`,
      lead: (brand) =>
        `Une clé d’API de votre compte ${brand} a été révoquée. Elle ne fonctionne plus.`,
      notYou: () =>
        'Si ce n’était pas vous, changez votre mot de passe et vérifiez vos autres clés.',
    },
    google_linked: {
      subject: (brand) => `Google est associé à votre compte ${brand}`,
      lead: (brand) =>
        `Un compte Google a été associé à votre compte ${brand}. Vous pouvez désormais l’utiliser pour vous connecter.`,
      notYou: () =>
        'Si ce n’était pas vous, dissociez Google et changez immédiatement votre mot de passe.',
    },
    google_unlinked: {
      subject: (brand) => `Google est dissocié de votre compte ${brand}`,
      lead: (brand) =>
        `Le compte Google a été dissocié de votre compte ${brand}. Il ne permet plus de se connecter.`,
      notYou: () => 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
    },
    password_changed: {
      subject: (brand) => `Votre mot de passe ${brand} a été modifié`,
      lead: (brand) => `Le mot de passe de votre compte ${brand} a été modifié.`,
      notYou: () => 'Si ce n’était pas vous, réinitialisez immédiatement votre mot de passe.',
    },
    account_deleted: {
      subject: (brand) => `Votre compte ${brand} a été supprimé`,
      lead: (brand) =>
        `Votre compte ${brand} a été supprimé. Merci d’avoir fait un bout de chemin avec nous.`,
      notYou: (brand) => `Si ce n’était pas vous, contactez ${brand} dès que possible.`,
    },
  },
}
