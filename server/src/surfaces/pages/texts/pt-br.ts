import type { Texts } from './texts.ts'

const deadLink = 'Este link não funciona mais'

/** Brazilian Portuguese. */
export const ptBr: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confirme seu endereço de e-mail',
    lead: (brand) =>
      `Clique no botão para confirmar que este endereço é seu e concluir o cadastro em ${brand}.`,
    button: 'Confirmar meu endereço de e-mail',
    done: {
      title: 'Seu endereço de e-mail está confirmado',
      text: 'Você pode fechar esta página e continuar no aplicativo.',
    },
    dead: {
      title: deadLink,
      text: 'Ele já foi usado, é antigo demais ou está incompleto. Se seu endereço está confirmado, não é preciso fazer mais nada. Caso contrário, peça um novo código no aplicativo.',
    },
  },
  signIn: {
    title: 'Entrar',
    lead: (brand) => `Clique no botão para entrar em ${brand}.`,
    typeCode:
      'Digite o código de seis dígitos do mesmo e-mail no aplicativo em que você quer entrar.',
    button: 'Entrar',
    dead: {
      title: deadLink,
      text: 'Ele já foi usado, é antigo demais ou está incompleto. Peça um novo e-mail no aplicativo.',
    },
  },
  changeLead: (brand) =>
    `Clique no botão para confirmar que este endereço é seu e usá-lo de agora em diante na sua conta ${brand}. Faça isso somente se você pediu.`,
  reset: {
    title: 'Escolha uma nova senha',
    lead: (brand) =>
      `Ela substituirá a senha da sua conta ${brand}. Você será desconectado de todos os dispositivos.`,
    label: 'Nova senha',
    rules: (least) =>
      `De ${least} a 128 caracteres. Algumas palavras em sequência são uma boa escolha.`,
    button: 'Salvar a senha',
    refused: {
      too_short: (least) => `A senha precisa ter pelo menos ${least} caracteres.`,
      too_long: 'A senha pode ter no máximo 128 caracteres.',
      too_common: 'Esta senha é uma das mais comuns. Escolha outra.',
      too_personal: 'A senha não pode ser seu nome nem seu endereço de e-mail.',
      characters:
        'A senha também precisa de outros tipos de caracteres: maiúsculas, minúsculas, números ou símbolos.',
    },
    done: { title: 'Sua senha foi salva', text: 'Entre com a nova senha.' },
    dead: {
      title: deadLink,
      text: 'Ele já foi usado, é antigo demais ou está incompleto. Você pode pedir um novo aqui.',
    },
  },
  forgot: {
    title: 'Redefina sua senha',
    lead: (brand) =>
      `Digite o endereço de e-mail da sua conta ${brand}. Enviaremos um link para ele.`,
    label: 'Endereço de e-mail',
    button: 'Enviar o link',
    notAnAddress: 'Digite um endereço completo, por exemplo nome@example.com.',
    done: {
      title: 'Verifique seu e-mail',
      text: 'Se a conta existir, uma mensagem com um link está a caminho. Ela pode cair na pasta de spam.',
    },
  },
  notMe: {
    title: 'Não foi você?',
    lead: (brand) =>
      `Alguém, talvez por engano, usou seu endereço de e-mail em ${brand}. Se você clicar no botão, o código e o link da mensagem deixarão de funcionar. Um cadastro que ninguém confirmou será excluído; uma conta confirmada continuará como está.`,
    button: 'Não fui eu',
    done: {
      title: 'Obrigado',
      text: 'O código e o link da mensagem não funcionam mais. Se o cadastro não estava confirmado, ele foi excluído; uma conta confirmada não foi alterada.',
    },
    dead: {
      title: deadLink,
      text: 'Ele é antigo demais ou está incompleto, ou o código da mensagem já foi usado. Nada foi alterado.',
    },
  },
  invite: {
    title: 'Aceite o convite',
    lead: (brand) =>
      `Você recebeu um convite para administrar ${brand}. Escolha um nome e uma senha para a sua conta.`,
    leadKnown: (brand) =>
      `Você recebeu um convite para administrar ${brand}. Você já tem uma conta: digite a senha dela para aceitar.`,
    name: 'Seu nome',
    password: 'Senha da sua conta',
    button: 'Aceitar',
    wrong: 'Esta não é a senha da sua conta.',
    done: { title: 'Boas-vindas', text: 'Agora você pode entrar com seu e-mail e sua senha.' },
    dead: {
      title: deadLink,
      text: 'Ele já foi usado, é antigo demais ou foi retirado. Peça um novo a quem convidou você.',
    },
  },
  authorize: {
    title: 'Conectar um aplicativo',
    lead: (app, brand) => `${app} pede acesso à sua conta ${brand}:`,
    scopes: {
      read: (things) => `Ver ${things}`,
      write: (things) => `Alterar ${things}`,
      things: {
        payments: 'seus pagamentos',
        customers: 'os dados dos seus clientes',
        refunds: 'seus reembolsos',
        products: 'seus produtos',
        prices: 'seus preços',
        orders: 'seus pedidos',
        fulfillments: 'o processamento dos seus pedidos',
        inventory: 'seu estoque',
        usage: 'o consumo dos seus clientes',
      },
    },
    signIn: 'Para permitir, entre na sua conta.',
    identifier: 'Endereço de e-mail ou nome de usuário',
    password: 'Senha',
    wrong: 'O endereço de e-mail, o nome de usuário ou a senha está incorreto.',
    code: 'Código do seu aplicativo autenticador',
    wrongCode: 'Este código está incorreto ou é antigo demais.',
    allow: 'Permitir',
    deny: 'Recusar',
    dead: {
      title: 'Este aplicativo não pode ser conectado',
      text: 'O link está incompleto ou incorreto. Nada foi alterado. Avise o criador do aplicativo.',
    },
    notYours: 'Sua função nesta organização não permite conectar aplicativos.',
  },
  errors: {
    unreadable: {
      title: 'Não funcionou',
      text: 'Não conseguimos ler o que foi enviado. Abra novamente o link da mensagem.',
    },
    failed: {
      title: 'Algo deu errado',
      text: 'A falha é nossa. Tente novamente em alguns minutos.',
    },
    tooMany: 'Tentativas demais',
    unavailable: 'Indisponível no momento',
    tryAgain: (when) => `Tente novamente ${when}.`,
  },
}
