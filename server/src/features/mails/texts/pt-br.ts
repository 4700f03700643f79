import { counted, type Texts } from './texts.ts'

export const ptBr: Texts = {
  hello: (name) => (name ? `Olá, ${name},` : 'Olá,'),
  minutes: counted('pt-BR', { one: 'minuto', other: 'minutos' }),
  codeLasts: (duration) => `O código é válido por ${duration} e só funciona uma vez.`,
  linkLasts: (duration) => `O link é válido por ${duration} e só funciona uma vez.`,
  keepCode: 'Não o compartilhe com ninguém.',
  copyLink: 'Se o botão não funcionar, copie este endereço no seu navegador:',
  wasNotMe: 'Não fui eu',
  automatic: (brand) => `Esta é uma mensagem automática de ${brand}.`,
  keysStay: 'Estas chaves de API continuam válidas. Revogue as que você não reconhece:',
  codeSubject: (brand, code) => `${code} é o seu código ${brand}`,
  facts: { key: 'Chave:', at: 'Quando:', device: 'Dispositivo:', address: 'Endereço IP:' },
  buttons: {
    verify_email: 'Confirmar e-mail',
    reset_password: 'Escolher uma nova senha',
    set_password: 'Criar uma senha',
    invitation: 'Aceitar o convite',
    sign_up_notice: 'Entrar',
    account: 'Abrir a conta',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Boas-vindas a ${brand}! Digite este código para confirmar seu endereço de e-mail:`,
      notYou: () =>
        'Se você não se cadastrou, pode ignorar este e-mail: o endereço não será confirmado.',
    },
    sign_in_code: {
      lead: (brand) => `Digite este código para entrar em ${brand}:`,
      notYou: () =>
        'Se você não pediu um código, pode ignorar este e-mail. Sem o código, ninguém consegue entrar.',
    },
    magic_link: {
      lead: (brand) => `Entre em ${brand} com este código ou com o botão abaixo:`,
      notYou: () =>
        'Se você não pediu isso, pode ignorar este e-mail. Sem ele, ninguém consegue entrar.',
    },
    reauthenticate: {
      lead: (brand) => `Digite este código para confirmar uma alteração na sua conta ${brand}:`,
      notYou: () =>
        'Se você não pediu um código, talvez outra pessoa tenha entrado na sua conta. Troque sua senha.',
    },
    email_change: {
      lead: (brand) =>
        `Digite este código ou use o botão abaixo para que este seja o endereço de e-mail da sua conta ${brand}:`,
      notYou: () =>
        'Se você não pediu isso, não confirme: seu endereço passaria a pertencer à conta de outra pessoa.',
    },
    reset_password: {
      subject: (brand) => `Redefina sua senha ${brand}`,
      lead: (brand) => `Você pediu para redefinir sua senha ${brand}. Escolha uma nova aqui:`,
      notYou: () =>
        'Se você não fez este pedido, pode ignorar este e-mail. Sua senha continua a mesma.',
    },
    set_password: {
      subject: (brand) => `Crie uma senha para ${brand}`,
      lead: (brand) => `Sua conta ${brand} ainda não tem senha. Você pode criar uma aqui:`,
      notYou: () =>
        'Se você não fez este pedido, pode ignorar este e-mail. Sua conta continua como está.',
    },
    invitation: {
      subject: (brand) => `Você recebeu um convite para ${brand}`,
      lead: (brand) => `Você recebeu um convite para administrar ${brand}. Aceite o convite aqui:`,
      notYou: () => 'Se você não esperava isso, pode ignorar este e-mail. Sem você nada acontece.',
    },
    sign_up_notice: {
      subject: (brand) => `Você já tem uma conta ${brand}`,
      lead: (brand) =>
        `Alguém, talvez você, tentou se cadastrar em ${brand} com este endereço de e-mail. Você já tem uma conta, por isso nenhuma nova foi criada. Basta entrar, ou redefinir sua senha se você a esqueceu.`,
      notYou: () => 'Se não foi você, não precisa fazer nada. Sua conta não foi alterada.',
    },
    key_created: {
      subject: (brand) => `Nova chave de API na sua conta ${brand}`,
      lead: (brand) => `Uma nova chave de API foi criada na sua conta ${brand}.`,
      notYou: () => 'Se não foi você, revogue a chave e troque sua senha imediatamente.',
    },
    key_revoked: {
      subject: (brand) => `Chave de API revogada na sua conta ${brand}`,
      lead: (brand) =>
        `Uma chave de API da sua conta ${brand} foi revogada. Ela não funciona mais.`,
      notYou: () => 'Se não foi você, troque sua senha e verifique suas outras chaves.',
    },
    google_linked: {
      subject: (brand) => `Google vinculado à sua conta ${brand}`,
      lead: (brand) =>
        `Uma conta Google foi vinculada à sua conta ${brand}. Agora você pode entrar com ela.`,
      notYou: () => 'Se não foi você, desvincule o Google e troque sua senha imediatamente.',
    },
    google_unlinked: {
      subject: (brand) => `Google desvinculado da sua conta ${brand}`,
      lead: (brand) =>
        `A conta Google foi desvinculada da sua conta ${brand}. Não é mais possível entrar com ela.`,
      notYou: () => 'Se não foi você, troque sua senha imediatamente.',
    },
    password_changed: {
      subject: (brand) => `Sua senha ${brand} foi alterada`,
      lead: (brand) => `A senha da sua conta ${brand} foi alterada.`,
      notYou: () => 'Se não foi você, redefina sua senha imediatamente.',
    },
    email_change_notice: {
      subject: (brand) => `Seu endereço de e-mail em ${brand} está prestes a mudar`,
      lead: (brand) =>
        `Alguém pediu para mudar o endereço de e-mail da sua conta ${brand}. Este endereço continua valendo até que o novo seja confirmado.`,
      notYou: () =>
        'Se não foi você, interrompa a mudança com o link abaixo e troque sua senha imediatamente.',
    },
    email_changed: {
      subject: (brand) => `O endereço de e-mail da sua conta ${brand} foi alterado`,
      lead: (brand) =>
        `O endereço de e-mail da sua conta ${brand} foi alterado. De agora em diante escreveremos para o novo.`,
      notYou: (brand) => `Se não foi você, entre em contato com ${brand} o quanto antes.`,
    },
    account_deleted: {
      subject: (brand) => `Sua conta ${brand} foi excluída`,
      lead: (brand) => `Sua conta ${brand} foi excluída. Agradecemos por ter estado conosco.`,
      notYou: (brand) => `Se não foi você, entre em contato com ${brand} o quanto antes.`,
    },
    mfa_enabled: {
      subject: (brand) => `Verificação em duas etapas ativada na sua conta ${brand}`,
      lead: (brand) =>
        `A verificação em duas etapas foi ativada na sua conta ${brand}. A partir de agora, ao entrar também será pedido um código do seu aplicativo autenticador.`,
      notYou: () => 'Se não foi você, troque sua senha imediatamente e desative-a.',
    },
    mfa_disabled: {
      subject: (brand) => `Verificação em duas etapas desativada na sua conta ${brand}`,
      lead: (brand) =>
        `A verificação em duas etapas foi desativada na sua conta ${brand}. Ao entrar, nenhum código será mais pedido.`,
      notYou: () => 'Se não foi você, troque sua senha imediatamente e ative-a de novo.',
    },
    new_sign_in: {
      subject: (brand) => `Novo acesso à sua conta ${brand}`,
      lead: (brand) =>
        `Alguém, talvez você, entrou na sua conta ${brand} de um local de onde ela não foi usada recentemente.`,
      notYou: () =>
        'Se não foi você, troque sua senha imediatamente e saia de todos os dispositivos.',
    },
    passkey_added: {
      subject: (brand) => `Nova chave de acesso na sua conta ${brand}`,
      lead: (brand) =>
        `Uma chave de acesso foi adicionada à sua conta ${brand}. Agora é possível entrar com ela.`,
      notYou: () => 'Se não foi você, exclua a chave de acesso e troque sua senha imediatamente.',
    },
    passkey_removed: {
      subject: (brand) => `Chave de acesso excluída da sua conta ${brand}`,
      lead: (brand) =>
        `Uma chave de acesso foi excluída da sua conta ${brand}. Não é mais possível entrar com ela.`,
      notYou: () => 'Se não foi você, troque sua senha imediatamente.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook desativado na sua conta ${brand}`,
      lead: (brand) =>
        `Um webhook da sua conta ${brand} foi desativado, porque o destinatário falhou por tempo demais ou não quer mais mensagens. Nada será enviado a ele até que você o ative novamente.`,
      notYou: () => 'Se não precisar mais dele, você pode excluí-lo.',
    },
  },
}
