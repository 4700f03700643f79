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
  signIn: {
    title: 'Se connecter',
    lead: (brand) => `Appuyez sur le bouton pour vous connecter à ${brand}.`,
    typeCode:
      'Saisissez le code à six chiffres du même e-mail dans l’application où vous voulez vous connecter.',
    button: 'Se connecter',
    dead: {
      title: deadLink,
      text: 'Il a déjà été utilisé, est trop ancien ou incomplet. Demandez un nouvel e-mail dans l’application.',
    },
  },
  changeLead: (brand) =>
    `Appuyez sur le bouton pour confirmer que cette adresse est la vôtre et l’utiliser désormais pour votre compte ${brand}. Ne le faites que si vous l’avez demandé.`,
  reset: {
    title: 'Choisissez un nouveau mot de passe',
    lead: (brand) =>
      `Il remplacera le mot de passe de votre compte ${brand}. Vous serez déconnecté de tous vos appareils.`,
    label: 'Nouveau mot de passe',
    rules: (least) => `De ${least} à 128 caractères. Quelques mots à la suite sont un bon choix.`,
    button: 'Enregistrer le mot de passe',
    refused: {
      too_short: (least) => `Le mot de passe doit comporter au moins ${least} caractères.`,
      too_long: 'Le mot de passe peut comporter 128 caractères au plus.',
      too_common: 'Ce mot de passe est l’un des plus courants. Veuillez en choisir un autre.',
      too_personal: 'Le mot de passe ne doit être ni votre nom ni votre adresse e-mail.',
      characters:
        'Le mot de passe doit aussi comporter d’autres types de caractères : majuscules, minuscules, chiffres ou symboles.',
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
  invite: {
    title: 'Accepter l’invitation',
    lead: (brand) =>
      `Vous êtes invité à participer à l’administration de ${brand}. Choisissez un nom et un mot de passe pour votre compte.`,
    leadKnown: (brand) =>
      `Vous êtes invité à participer à l’administration de ${brand}. Vous avez déjà un compte : saisissez son mot de passe pour accepter.`,
    name: 'Votre nom',
    password: 'Mot de passe de votre compte',
    button: 'Accepter',
    wrong: 'Ce n’est pas le mot de passe de votre compte.',
    done: {
      title: 'Bienvenue',
      text: 'Vous pouvez maintenant vous connecter avec votre adresse e-mail et votre mot de passe.',
    },
    dead: {
      title: deadLink,
      text: 'Il a déjà servi, est trop ancien ou a été retiré. Demandez-en un nouveau à la personne qui vous a invité.',
    },
  },
  authorize: {
    title: 'Connecter une application',
    lead: (app, brand) => `${app} demande l’accès à votre compte ${brand} :`,
    scopes: {
      read: (things) => `Voir ${things}`,
      write: (things) => `Modifier ${things}`,
      things: {
        payments: 'vos paiements',
        customers: 'les données de vos clients',
        refunds: 'vos remboursements',
        products: 'vos produits',
        prices: 'vos prix',
        orders: 'vos commandes',
        fulfillments: 'le traitement de vos commandes',
        inventory: 'votre stock',
        usage: 'la consommation de vos clients',
      },
    },
    signIn: 'Pour l’autoriser, connectez-vous.',
    identifier: 'Adresse e-mail ou nom d’utilisateur',
    password: 'Mot de passe',
    wrong: 'Adresse e-mail, nom d’utilisateur ou mot de passe incorrect.',
    code: 'Code de votre application d’authentification',
    wrongCode: 'Ce code est incorrect ou trop ancien.',
    allow: 'Autoriser',
    deny: 'Refuser',
    dead: {
      title: 'Cette application ne peut pas être connectée',
      text: 'Le lien est incomplet ou incorrect. Rien n’a été modifié. Veuillez prévenir l’éditeur de l’application.',
    },
    notYours:
      'Votre rôle dans cette organisation ne vous permet pas de connecter des applications.',
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
