import type { Texts } from './texts.ts'

/** Simplified Chinese. */
export const zh: Texts = {
  hello: (name) => (name ? `${name}，您好！` : '您好！'),
  minutes: (count) => `${count} 分钟`,
  codeLasts: (duration) => `验证码在 ${duration}内有效，仅可使用一次。`,
  linkLasts: (duration) => `链接在 ${duration}内有效，仅可使用一次。`,
  keepCode: '请勿告诉任何人。',
  copyLink: '如果按钮无法使用，请将以下地址复制到浏览器中打开：',
  wasNotMe: '这不是我本人的操作',
  automatic: (brand) => `这是 ${brand} 自动发送的邮件。`,
  keysStay: '以下 API 密钥仍然有效。如有不认识的密钥，请将其撤销：',
  codeSubject: (brand, code) => `${code} 是您的 ${brand} 验证码`,
  facts: { key: '密钥：', at: '时间：', device: '设备：', address: 'IP 地址：' },
  buttons: {
    verify_email: '确认邮箱地址',
    reset_password: '设置新密码',
    set_password: '设置密码',
    invitation: '接受邀请',
    sign_up_notice: '登录',
    account: '打开账户',
  },
  mails: {
    verify_email: {
      lead: (brand) => `欢迎使用 ${brand}！请输入以下验证码，确认您的邮箱地址：`,
      notYou: () => '如果您没有注册，请忽略此邮件，该地址不会被确认。',
    },
    sign_in_code: {
      lead: (brand) => `请输入以下验证码登录 ${brand}：`,
      notYou: () => '如果您没有请求验证码，请忽略此邮件。没有验证码，任何人都无法登录。',
    },
    magic_link: {
      lead: (brand) => `请使用以下验证码或下方按钮登录 ${brand}：`,
      notYou: () => '如果您没有提出此请求，请忽略此邮件。没有此邮件，任何人都无法登录。',
    },
    reauthenticate: {
      lead: (brand) => `请输入以下验证码，确认对您的 ${brand} 账户的更改：`,
      notYou: () => '如果您没有请求验证码，可能有他人登录了您的账户。请修改密码。',
    },
    email_change: {
      lead: (brand) => `请输入以下验证码或使用下方按钮，将此地址设为您的 ${brand} 账户的邮箱地址：`,
      notYou: () => '如果您没有提出此请求，请不要确认：否则您的地址将归属他人的账户。',
    },
    reset_password: {
      subject: (brand) => `重置您的 ${brand} 密码`,
      lead: (brand) => `您申请了重置 ${brand} 密码。请在此设置新密码：`,
      notYou: () => '如果这不是您的请求，请忽略此邮件。您的密码不会改变。',
    },
    set_password: {
      subject: (brand) => `为 ${brand} 设置密码`,
      lead: (brand) => `您的 ${brand} 账户还没有密码。您可以在此设置：`,
      notYou: () => '如果这不是您的请求，请忽略此邮件。您的账户不会改变。',
    },
    invitation: {
      subject: (brand) => `您受邀加入 ${brand}`,
      lead: (brand) => `您受邀参与管理 ${brand}。请在此接受邀请：`,
      notYou: () => '如果这出乎您的意料，可以忽略本邮件。没有您的操作，什么都不会发生。',
    },
    sign_up_notice: {
      subject: (brand) => `您已有 ${brand} 账户`,
      lead: (brand) =>
        `有人（也许是您本人）尝试用此邮箱地址注册 ${brand}。您已有账户，因此没有创建新账户。请直接登录；如果忘记了密码，请重置密码。`,
      notYou: () => '如果不是您本人，无需任何操作。您的账户没有变化。',
    },
    key_created: {
      subject: (brand) => `您的 ${brand} 账户新增了 API 密钥`,
      lead: (brand) => `您的 ${brand} 账户中创建了一个新的 API 密钥。`,
      notYou: () => '如果不是您本人的操作，请立即撤销该密钥并修改密码。',
    },
    key_revoked: {
      subject: (brand) => `您的 ${brand} 账户有 API 密钥被撤销`,
      lead: (brand) => `您的 ${brand} 账户中有一个 API 密钥已被撤销，不能再使用。`,
      notYou: () => '如果不是您本人的操作，请修改密码并检查其他密钥。',
    },
    google_linked: {
      subject: (brand) => `您的 ${brand} 账户已关联 Google`,
      lead: (brand) => `您的 ${brand} 账户已关联一个 Google 账户，现在可以用它登录。`,
      notYou: () => '如果不是您本人的操作，请立即取消关联并修改密码。',
    },
    google_unlinked: {
      subject: (brand) => `您的 ${brand} 账户已取消关联 Google`,
      lead: (brand) => `您的 ${brand} 账户已取消关联 Google 账户，不能再用它登录。`,
      notYou: () => '如果不是您本人的操作，请立即修改密码。',
    },
    password_changed: {
      subject: (brand) => `您的 ${brand} 密码已修改`,
      lead: (brand) => `您的 ${brand} 账户的密码已修改。`,
      notYou: () => '如果不是您本人的操作，请立即重置密码。',
    },
    email_change_notice: {
      subject: (brand) => `您的 ${brand} 邮箱地址即将更改`,
      lead: (brand) =>
        `有人请求更改您的 ${brand} 账户的邮箱地址。在新地址确认之前，此地址继续有效。`,
      notYou: () => '如果不是您本人的操作，请通过下方链接阻止更改，并立即修改密码。',
    },
    email_changed: {
      subject: (brand) => `您的 ${brand} 账户的邮箱地址已更改`,
      lead: (brand) => `您的 ${brand} 账户的邮箱地址已更改。今后我们将发送邮件到新地址。`,
      notYou: (brand) => `如果不是您本人的操作，请尽快联系 ${brand}。`,
    },
    account_deleted: {
      subject: (brand) => `您的 ${brand} 账户已删除`,
      lead: (brand) => `您的 ${brand} 账户已删除。感谢您一直以来的使用。`,
      notYou: (brand) => `如果不是您本人的操作，请尽快联系 ${brand}。`,
    },
    mfa_enabled: {
      subject: (brand) => `您的 ${brand} 账户已开启两步验证`,
      lead: (brand) =>
        `您的 ${brand} 账户已开启两步验证，今后登录时还需要输入身份验证器应用中的验证码。`,
      notYou: () => '如果不是您本人的操作，请立即修改密码并关闭两步验证。',
    },
    mfa_disabled: {
      subject: (brand) => `您的 ${brand} 账户已关闭两步验证`,
      lead: (brand) => `您的 ${brand} 账户已关闭两步验证，登录时不再需要验证码。`,
      notYou: () => '如果不是您本人的操作，请立即修改密码并重新开启两步验证。',
    },
    new_sign_in: {
      subject: (brand) => `您的 ${brand} 账户有新的登录`,
      lead: (brand) => `您的 ${brand} 账户在近期未使用过的地点登录。`,
      notYou: () => '如果不是您本人的操作，请立即修改密码并退出所有设备。',
    },
    passkey_added: {
      subject: (brand) => `您的 ${brand} 账户已添加通行密钥`,
      lead: (brand) => `您的 ${brand} 账户已添加一个通行密钥，现在可以用它登录。`,
      notYou: () => '如果不是您本人的操作，请立即删除该通行密钥并修改密码。',
    },
    passkey_removed: {
      subject: (brand) => `您的 ${brand} 账户已删除通行密钥`,
      lead: (brand) => `您的 ${brand} 账户已删除一个通行密钥，不能再用它登录。`,
      notYou: () => '如果不是您本人的操作，请立即修改密码。',
    },
    webhook_disabled: {
      subject: (brand) => `您的 ${brand} 账户中的一个 Webhook 已停用`,
      lead: (brand) =>
        `您的 ${brand} 账户中的一个 Webhook 已停用，因为接收方长时间没有正常响应，或不再接收消息。在您重新启用之前，不会再向其发送任何内容。`,
      notYou: () => '如果不再需要，您可以将其删除。',
    },
  },
}
