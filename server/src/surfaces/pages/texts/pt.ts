import type { Texts } from './texts.ts'

const deadLink = 'Esta ligação já não funciona'

/** European Portuguese. */
export const pt: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confirme o seu endereço de e-mail',
    lead: (brand) =>
      `Prima o botão para confirmar que este endereço é seu e concluir o registo em ${brand}.`,
    button: 'Confirmar o meu endereço de e-mail',
    done: {
      title: 'O seu endereço de e-mail está confirmado',
      text: 'Pode fechar esta página e continuar na aplicação.',
    },
    dead: {
      title: deadLink,
      text: 'Já foi utilizada, é demasiado antiga ou está incompleta. Se o seu endereço está confirmado, não precisa de fazer mais nada. Caso contrário, peça um novo código na aplicação.',
    },
  },
  signIn: {
    title: 'Iniciar sessão',
    lead: (brand) => `Prima o botão para iniciar sessão em ${brand}.`,
    typeCode:
      'Introduza o código de seis algarismos do mesmo e-mail na aplicação em que quer iniciar sessão.',
    button: 'Iniciar sessão',
    dead: {
      title: deadLink,
      text: 'Já foi utilizada, é demasiado antiga ou está incompleta. Peça um novo e-mail na aplicação.',
    },
  },
  changeLead: (brand) =>
    `Prima o botão para confirmar que este endereço é seu e passar a utilizá-lo na sua conta ${brand}. Faça-o apenas se o pediu.`,
  reset: {
    title: 'Escolha uma nova palavra-passe',
    lead: (brand) =>
      `Substituirá a palavra-passe da sua conta ${brand}. A sessão será terminada em todos os dispositivos.`,
    label: 'Nova palavra-passe',
    rules: (least) =>
      `De ${least} a 128 caracteres. Algumas palavras seguidas são uma boa escolha.`,
    button: 'Guardar a palavra-passe',
    refused: {
      too_short: (least) => `A palavra-passe tem de ter pelo menos ${least} caracteres.`,
      too_long: 'A palavra-passe pode ter no máximo 128 caracteres.',
      too_common: 'Esta palavra-passe é uma das mais comuns. Escolha outra.',
      too_personal: 'A palavra-passe não pode ser o seu nome nem o seu endereço de e-mail.',
      characters:
        'A palavra-passe precisa também de outros tipos de caracteres: maiúsculas, minúsculas, algarismos ou símbolos.',
    },
    done: {
      title: 'A sua palavra-passe foi guardada',
      text: 'Inicie sessão com a nova palavra-passe.',
    },
    dead: {
      title: deadLink,
      text: 'Já foi utilizada, é demasiado antiga ou está incompleta. Pode pedir uma nova aqui.',
    },
  },
  forgot: {
    title: 'Reponha a sua palavra-passe',
    lead: (brand) =>
      `Introduza o endereço de e-mail da sua conta ${brand}. Enviaremos uma ligação para lá.`,
    label: 'Endereço de e-mail',
    button: 'Enviar a ligação',
    notAnAddress: 'Introduza um endereço completo, por exemplo nome@example.com.',
    done: {
      title: 'Verifique o seu e-mail',
      text: 'Se a conta existir, uma mensagem com uma ligação está a caminho. Pode ir parar à pasta de spam.',
    },
  },
  notMe: {
    title: 'Não foi você?',
    lead: (brand) =>
      `Alguém, talvez por engano, utilizou o seu endereço de e-mail em ${brand}. Se premir o botão, o código e a ligação da mensagem deixam de funcionar. Um registo que ninguém confirmou é eliminado; uma conta confirmada fica como está.`,
    button: 'Não fui eu',
    done: {
      title: 'Obrigado',
      text: 'O código e a ligação da mensagem já não funcionam. Se o registo não estava confirmado, foi eliminado; uma conta confirmada não foi alterada.',
    },
    dead: {
      title: deadLink,
      text: 'É demasiado antiga ou está incompleta, ou o código da mensagem já foi utilizado. Nada foi alterado.',
    },
  },
  invite: {
    title: 'Aceitar o convite',
    lead: (brand) =>
      `Recebeu um convite para administrar ${brand}. Escolha um nome e uma palavra-passe para a sua conta.`,
    leadKnown: (brand) =>
      `Recebeu um convite para administrar ${brand}. Já tem uma conta: introduza a palavra-passe para aceitar.`,
    name: 'O seu nome',
    password: 'Palavra-passe da sua conta',
    button: 'Aceitar',
    wrong: 'Esta não é a palavra-passe da sua conta.',
    done: {
      title: 'Damos-lhe as boas-vindas',
      text: 'Já pode iniciar sessão com o seu e-mail e a sua palavra-passe.',
    },
    dead: {
      title: deadLink,
      text: 'Já foi usada, é demasiado antiga ou foi retirada. Peça uma nova a quem o convidou.',
    },
  },
  authorize: {
    title: 'Ligar uma aplicação',
    lead: (app, brand) => `${app} pede acesso à sua conta ${brand}:`,
    scopes: {
      read: (things) => `Ver ${things}`,
      write: (things) => `Alterar ${things}`,
      things: {
        payments: 'os seus pagamentos',
        customers: 'os dados dos seus clientes',
        refunds: 'os seus reembolsos',
        products: 'os seus produtos',
        prices: 'os seus preços',
        orders: 'as suas encomendas',
        fulfillments: 'o processamento das suas encomendas',
        inventory: 'o seu inventário',
        usage: 'o consumo dos seus clientes',
      },
    },
    signIn: 'Para o permitir, inicie sessão.',
    identifier: 'Endereço de e-mail ou nome de utilizador',
    password: 'Palavra-passe',
    wrong: 'O endereço de e-mail, o nome de utilizador ou a palavra-passe está incorreto.',
    code: 'Código da sua aplicação de autenticação',
    wrongCode: 'Este código está incorreto ou é demasiado antigo.',
    allow: 'Permitir',
    deny: 'Recusar',
    dead: {
      title: 'Não é possível ligar esta aplicação',
      text: 'A ligação está incompleta ou incorreta. Nada foi alterado. Informe o criador da aplicação.',
    },
    notYours: 'A sua função nesta organização não lhe permite ligar aplicações.',
  },
  errors: {
    unreadable: {
      title: 'Não funcionou',
      text: 'Não conseguimos ler o que foi enviado. Abra novamente a ligação da mensagem.',
    },
    failed: {
      title: 'Algo correu mal',
      text: 'O erro é nosso. Tente novamente dentro de alguns minutos.',
    },
    tooMany: 'Demasiadas tentativas',
    unavailable: 'Indisponível de momento',
    tryAgain: (when) => `Tente novamente ${when}.`,
  },
}
