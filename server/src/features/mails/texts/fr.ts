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
    invitation: 'Accepter l’invitation',
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
    magic_link: {
      lead: (brand) => `Connectez-vous à ${brand} avec ce code ou avec le bouton ci-dessous :`,
      notYou: () =>
        'Si vous n’avez rien demandé, vous pouvez ignorer cet e-mail. Sans lui, personne ne peut se connecter.',
    },
    reauthenticate: {
      lead: (brand) =>
        `Saisissez ce code pour confirmer une modification de votre compte ${brand} :`,
      notYou: () =>
        'Si vous n’avez pas demandé de code, quelqu’un d’autre est peut-être connecté à votre compte. Changez votre mot de passe.',
    },
    email_change: {
      lead: (brand) =>
        `Saisissez ce code ou utilisez le bouton ci-dessous pour que cette adresse devienne celle de votre compte ${brand} :`,
      notYou: () =>
        'Si vous n’avez rien demandé, ne confirmez pas : votre adresse appartiendrait au compte d’une autre personne.',
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
    invitation: {
      subject: (brand) => `Vous êtes invité sur ${brand}`,
      lead: (brand) =>
        `Vous êtes invité à participer à l’administration de ${brand}. Acceptez l’invitation ici :`,
      notYou: () =>
        'Si vous ne vous y attendiez pas, vous pouvez ignorer cet e-mail. Rien ne se passe sans vous.',
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
    email_change_notice: {
      subject: (brand) => `Votre adresse e-mail ${brand} va changer`,
      lead: (brand) =>
        `Quelqu’un a demandé à changer l’adresse e-mail de votre compte ${brand}. Cette adresse reste valable jusqu’à la confirmation de la nouvelle.`,
      notYou: () =>
        'Si ce n’était pas vous, arrêtez tout avec le lien ci-dessous et changez immédiatement votre mot de passe.',
    },
    email_changed: {
      subject: (brand) => `L’adresse e-mail de votre compte ${brand} a été modifiée`,
      lead: (brand) =>
        `L’adresse e-mail de votre compte ${brand} a été modifiée. Désormais, nous écrirons à la nouvelle.`,
      notYou: (brand) => `Si ce n’était pas vous, contactez ${brand} dès que possible.`,
    },
    account_deleted: {
      subject: (brand) => `Votre compte ${brand} a été supprimé`,
      lead: (brand) =>
        `Votre compte ${brand} a été supprimé. Merci d’avoir fait un bout de chemin avec nous.`,
      notYou: (brand) => `Si ce n’était pas vous, contactez ${brand} dès que possible.`,
    },
    mfa_enabled: {
      subject: (brand) => `Validation en deux étapes activée pour votre compte ${brand}`,
      lead: (brand) =>
        `La validation en deux étapes a été activée pour votre compte ${brand}. Désormais, un code de votre application d’authentification vous sera aussi demandé à la connexion.`,
      notYou: () =>
        'Si ce n’était pas vous, changez immédiatement votre mot de passe et désactivez-la.',
    },
    mfa_disabled: {
      subject: (brand) => `Validation en deux étapes désactivée pour votre compte ${brand}`,
      lead: (brand) =>
        `La validation en deux étapes a été désactivée pour votre compte ${brand}. Aucun code ne sera plus demandé à la connexion.`,
      notYou: () =>
        'Si ce n’était pas vous, changez immédiatement votre mot de passe et réactivez-la.',
    },
    new_sign_in: {
      subject: (brand) => `Nouvelle connexion à votre compte ${brand}`,
      lead: (brand) =>
        `Quelqu’un, peut-être vous, s’est connecté à votre compte ${brand} depuis un endroit d’où il n’a pas été utilisé récemment.`,
      notYou: () =>
        'Si ce n’était pas vous, changez immédiatement votre mot de passe et déconnectez tous les appareils.',
    },
    passkey_added: {
      subject: (brand) => `Nouvelle clé d’accès pour votre compte ${brand}`,
      lead: (brand) =>
        `Une clé d’accès a été ajoutée à votre compte ${brand}. Elle permet désormais de se connecter.`,
      notYou: () =>
        'Si ce n’était pas vous, supprimez la clé d’accès et changez immédiatement votre mot de passe.',
    },
    passkey_removed: {
      subject: (brand) => `Clé d’accès supprimée de votre compte ${brand}`,
      lead: (brand) =>
        `Une clé d’accès a été supprimée de votre compte ${brand}. Elle ne permet plus de se connecter.`,
      notYou: () => 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook désactivé dans votre compte ${brand}`,
      lead: (brand) =>
        `Un webhook de votre compte ${brand} a été désactivé, car son destinataire est resté trop longtemps en échec ou ne veut plus de messages. Rien ne lui sera envoyé tant que vous ne l’aurez pas réactivé.`,
      notYou: () => 'Si vous n’en avez plus besoin, vous pouvez le supprimer.',
    },
  },
}
