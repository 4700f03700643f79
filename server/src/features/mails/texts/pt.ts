import { counted, type Texts } from './texts.ts'

/** European Portuguese; `pt-br.ts` is Brazil's. */
export const pt: Texts = {
  hello: (name) => (name ? `Olá, ${name},` : 'Olá,'),
  minutes: counted('pt-PT', { one: 'minuto', other: 'minutos' }),
  codeLasts: (duration) => `O código é válido durante ${duration} e só funciona uma vez.`,
  linkLasts: (duration) => `A ligação é válida durante ${duration} e só funciona uma vez.`,
  keepCode: 'Não o partilhe com ninguém.',
  copyLink: 'Se o botão não funcionar, copie este endereço para o seu navegador:',
  wasNotMe: 'Não fui eu',
  automatic: (brand) => `Esta é uma mensagem automática de ${brand}.`,
  keysStay: 'Estas chaves de API continuam válidas. Revogue as que não reconhecer:',
  codeSubject: (brand, code) => `${code} é o seu código ${brand}`,
  facts: { key: 'Chave:', at: 'Quando:', device: 'Dispositivo:', address: 'Endereço IP:' },
  buttons: {
    verify_email: 'Confirmar endereço',
    reset_password: 'Escolher uma nova palavra-passe',
    set_password: 'Definir uma palavra-passe',
    invitation: 'Aceitar o convite',
    sign_up_notice: 'Iniciar sessão',
    account: 'Abrir a conta',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Damos-lhe as boas-vindas a ${brand}. Introduza este código para confirmar o seu endereço de e-mail:`,
      notYou: () => 'Se não se registou, pode ignorar este e-mail: o endereço não será confirmado.',
    },
    sign_in_code: {
      lead: (brand) => `Introduza este código para iniciar sessão em ${brand}:`,
      notYou: () =>
        'Se não pediu nenhum código, pode ignorar este e-mail. Sem o código, ninguém consegue iniciar sessão.',
    },
    magic_link: {
      lead: (brand) => `Inicie sessão em ${brand} com este código ou com o botão abaixo:`,
      notYou: () =>
        'Se não fez este pedido, pode ignorar este e-mail. Sem ele, ninguém consegue iniciar sessão.',
    },
    reauthenticate: {
      lead: (brand) => `Introduza este código para confirmar uma alteração na sua conta ${brand}:`,
      notYou: () =>
        'Se não pediu nenhum código, é possível que outra pessoa tenha sessão iniciada na sua conta. Altere a sua palavra-passe.',
    },
    email_change: {
      lead: (brand) =>
        `Introduza este código ou utilize o botão abaixo para que este passe a ser o endereço de e-mail da sua conta ${brand}:`,
      notYou: () =>
        'Se não fez este pedido, não o confirme: o seu endereço ficaria a pertencer à conta de outra pessoa.',
    },
    reset_password: {
      subject: (brand) => `Reponha a sua palavra-passe ${brand}`,
      lead: (brand) => `Pediu para repor a sua palavra-passe ${brand}. Escolha aqui uma nova:`,
      notYou: () =>
        'Se não fez este pedido, pode ignorar este e-mail. A sua palavra-passe mantém-se.',
    },
    set_password: {
      subject: (brand) => `Defina uma palavra-passe para ${brand}`,
      lead: (brand) => `A sua conta ${brand} ainda não tem palavra-passe. Pode definir uma aqui:`,
      notYou: () =>
        'Se não fez este pedido, pode ignorar este e-mail. A sua conta mantém-se como está.',
    },
    invitation: {
      subject: (brand) => `Recebeu um convite para ${brand}`,
      lead: (brand) => `Recebeu um convite para administrar ${brand}. Aceite o convite aqui:`,
      notYou: () => 'Se não o esperava, pode ignorar este e-mail. Sem si nada acontece.',
    },
    sign_up_notice: {
      subject: (brand) => `Já tem uma conta ${brand}`,
      lead: (brand) =>
        `Alguém, talvez você, tentou registar-se em ${brand} com este endereço de e-mail. Já tem uma conta, por isso não foi criada nenhuma nova. Basta iniciar sessão, ou repor a palavra-passe se a esqueceu.`,
      notYou: () => 'Se não foi você, não precisa de fazer nada. A sua conta não foi alterada.',
    },
    key_created: {
      subject: (brand) => `Nova chave de API na sua conta ${brand}`,
      lead: (brand) => `Foi criada uma nova chave de API na sua conta ${brand}.`,
      notYou: () => 'Se não foi você, revogue a chave e altere a sua palavra-passe de imediato.',
    },
    key_revoked: {
      subject: (brand) => `Chave de API revogada na sua conta ${brand}`,
      lead: (brand) => `Foi revogada uma chave de API da sua conta ${brand}. Já não funciona.`,
      notYou: () =>
        'Se não foi você, altere a sua palavra-passe e verifique as suas outras chaves.',
    },
    google_linked: {
      subject: (brand) => `Google associado à sua conta ${brand}`,
      lead: (brand) =>
        `Uma conta Google foi associada à sua conta ${brand}. Já pode iniciar sessão com ela.`,
      notYou: () =>
        'Se não foi você, desassocie o Google e altere a sua palavra-passe de imediato.',
    },
    google_unlinked: {
      subject: (brand) => `Google desassociado da sua conta ${brand}`,
      lead: (brand) =>
        `A conta Google foi desassociada da sua conta ${brand}. Já não pode ser usada para iniciar sessão.`,
      notYou: () => 'Se não foi você, altere a sua palavra-passe de imediato.',
    },
    password_changed: {
      subject: (brand) => `A sua palavra-passe ${brand} foi alterada`,
      lead: (brand) => `A palavra-passe da sua conta ${brand} foi alterada.`,
      notYou: () => 'Se não foi você, reponha a sua palavra-passe de imediato.',
    },
    email_change_notice: {
      subject: (brand) => `O seu endereço de e-mail em ${brand} está prestes a mudar`,
      lead: (brand) =>
        `Alguém pediu para alterar o endereço de e-mail da sua conta ${brand}. Este endereço mantém-se até o novo ser confirmado.`,
      notYou: () =>
        'Se não foi você, interrompa a alteração com a ligação abaixo e altere a sua palavra-passe de imediato.',
    },
    email_changed: {
      subject: (brand) => `O endereço de e-mail da sua conta ${brand} foi alterado`,
      lead: (brand) =>
        `O endereço de e-mail da sua conta ${brand} foi alterado. A partir de agora escrevemos para o novo.`,
      notYou: (brand) => `Se não foi você, contacte ${brand} o mais depressa possível.`,
    },
    account_deleted: {
      subject: (brand) => `A sua conta ${brand} foi eliminada`,
      lead: (brand) => `A sua conta ${brand} foi eliminada. Obrigado por ter estado connosco.`,
      notYou: (brand) => `Se não foi você, contacte ${brand} o mais depressa possível.`,
    },
    mfa_enabled: {
      subject: (brand) => `Verificação em dois passos ativada na sua conta ${brand}`,
      lead: (brand) =>
        `A verificação em dois passos foi ativada na sua conta ${brand}. A partir de agora, ao iniciar sessão será também pedido um código da sua aplicação de autenticação.`,
      notYou: () => 'Se não foi você, altere a sua palavra-passe de imediato e desative-a.',
    },
    mfa_disabled: {
      subject: (brand) => `Verificação em dois passos desativada na sua conta ${brand}`,
      lead: (brand) =>
        `A verificação em dois passos foi desativada na sua conta ${brand}. Ao iniciar sessão já não é pedido nenhum código.`,
      notYou: () => 'Se não foi você, altere a sua palavra-passe de imediato e volte a ativá-la.',
    },
    new_sign_in: {
      subject: (brand) => `Novo início de sessão na sua conta ${brand}`,
      lead: (brand) =>
        `Alguém, talvez você, iniciou sessão na sua conta ${brand} a partir de um local de onde não foi usada recentemente.`,
      notYou: () =>
        'Se não foi você, altere a sua palavra-passe de imediato e termine a sessão em todos os dispositivos.',
    },
    passkey_added: {
      subject: (brand) => `Nova chave de acesso na sua conta ${brand}`,
      lead: (brand) =>
        `Foi adicionada uma chave de acesso à sua conta ${brand}. Já pode ser usada para iniciar sessão.`,
      notYou: () =>
        'Se não foi você, elimine a chave de acesso e altere a sua palavra-passe de imediato.',
    },
    passkey_removed: {
      subject: (brand) => `Chave de acesso eliminada da sua conta ${brand}`,
      lead: (brand) =>
        `Foi eliminada uma chave de acesso da sua conta ${brand}. Já não pode ser usada para iniciar sessão.`,
      notYou: () => 'Se não foi você, altere a sua palavra-passe de imediato.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook desativado na sua conta ${brand}`,
      lead: (brand) =>
        `Um webhook da sua conta ${brand} foi desativado, porque o destinatário falhou durante demasiado tempo ou já não quer mensagens. Nada lhe será enviado até que o volte a ativar.`,
      notYou: () => 'Se já não precisar dele, pode eliminá-lo.',
    },
  },
}
