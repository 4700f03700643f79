import type { Texts } from './texts.ts'

const deadLink = 'Ce lien ne fonctionne plus'

export const fr: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confirmez votre adresse e-mail',
    lead: (brand) =>
      `Appuyez sur le bouton pour confirmer que cette adresse est la vôtre et terminer votre inscription à ${brand}.`,
    button: 'Confirmer mon adresse e-mail',
    done: {
      title: 'Votre adresse e-mail est confirmée',
      text: 'Vous pouvez fermer cette page et continuer dans l’application.',
    },
    dead: {
      title: deadLink,
      text: 'Il a déjà été utilisé, est trop ancien ou incomplet. Si votre adresse est confirmée, vous n’avez plus rien à faire. Sinon, demandez un nouveau code dans l’application.',
    },
  },
  reset: {
    title: 'Choisissez un nouveau mot de passe',
    lead: (brand) =>
      `Il remplacera le mot de passe de votre compte ${brand}. Vous serez déconnecté de tous vos appareils.`,
    label: 'Nouveau mot de passe',
    rules: 'De 8 à 128 caractères. Quelques mots à la suite sont un bon choix.',
    button: 'Enregistrer le mot de passe',
    refused: {
      too_short: 'Le mot de passe doit comporter au moins 8 caractères.',
      too_long: 'Le mot de passe peut comporter 128 caractères au plus.',
      too_common: 'Ce mot de passe est l’un des plus courants. Veuillez en choisir un autre.',
      too_personal: 'Le mot de passe ne doit être ni votre nom ni votre adresse e-mail.',
    },
    done: {
      title: 'Votre mot de passe est enregistré',
      text: 'Connectez-vous avec votre nouveau mot de passe.',
    },
    dead: {
      title: deadLink,
      text: 'Il a déjà été utilisé, est trop ancien ou incomplet. Vous pouvez en demander un nouveau ici.',
    },
  },
  forgot: {
    title: 'Réinitialisez votre mot de passe',
    lead: (brand) =>
      `Saisissez l’adresse e-mail de votre compte ${brand}. Nous y enverrons un lien.`,
    label: 'Adresse e-mail',
    button: 'Envoyer le lien',
    notAnAddress: 'Veuillez saisir une adresse complète, par exemple nom@example.com.',
    done: {
      title: 'Consultez votre messagerie',
      text: 'Si le compte existe, un e-mail contenant un lien est en route. Pensez à vérifier le dossier des indésirables.',
    },
  },
  notMe: {
    title: 'Ce n’était pas vous ?',
    lead: (brand) =>
      `Quelqu’un a utilisé, peut-être par erreur, votre adresse e-mail sur ${brand}. Si vous appuyez sur le bouton, le code et le lien de l’e-mail cesseront de fonctionner. Une inscription que personne n’a confirmée sera supprimée ; un compte confirmé restera tel quel.`,
    button: 'Ce n’était pas moi',
    done: {
      title: 'Merci',
      text: 'Le code et le lien de l’e-mail ne fonctionnent plus. Si l’inscription n’était pas confirmée, elle est supprimée ; un compte confirmé n’a pas été modifié.',
    },
    dead: {
      title: deadLink,
      text: 'Il est trop ancien ou incomplet, ou le code de l’e-mail a déjà été utilisé. Rien n’a été modifié.',
    },
  },
  errors: {
    unreadable: {
      title: 'Cela n’a pas fonctionné',
      text: 'Nous n’avons pas pu lire ce qui a été envoyé. Veuillez ouvrir de nouveau le lien de l’e-mail.',
    },
    failed: {
      title: 'Une erreur est survenue',
      text: 'Le problème vient de chez nous. Veuillez réessayer dans quelques minutes.',
    },
    tooMany: 'Trop de tentatives',
    unavailable: 'Indisponible pour le moment',
    tryAgain: (when) => `Veuillez réessayer ${when}.`,
  },
}
