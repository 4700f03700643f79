import type { Texts } from './texts.ts'

const deadLink = '此链接已失效'

/** Simplified characters. */
export const zh: Texts = {
  direction: 'ltr',
  verify: {
    title: '确认您的邮箱地址',
    lead: (brand) => `请点击按钮，确认此邮箱地址属于您，并完成 ${brand} 的注册。`,
    button: '确认我的邮箱地址',
    done: { title: '您的邮箱地址已确认', text: '您可以关闭此页面，返回应用继续操作。' },
    dead: {
      title: deadLink,
      text: '链接已被使用、已过期或不完整。如果您的邮箱地址已确认，则无需再做任何操作；否则请在应用中获取新的验证码。',
    },
  },
  signIn: {
    title: '登录',
    lead: (brand) => `请点击按钮登录 ${brand}。`,
    typeCode: '请在要登录的应用中输入同一封邮件中的六位验证码。',
    button: '登录',
    dead: {
      title: deadLink,
      text: '链接已被使用、已过期或不完整。请在应用中重新获取邮件。',
    },
  },
  changeLead: (brand) =>
    `请点击按钮，确认此邮箱地址属于您，并从现在起用于您的 ${brand} 账户。仅在您本人提出请求时才这样做。`,
  reset: {
    title: '设置新密码',
    lead: (brand) => `新密码将替换您 ${brand} 账户的原密码，您将在所有设备上退出登录。`,
    label: '新密码',
    rules: (least) => `${least} 至 128 个字符。几个连续的词语是不错的选择。`,
    button: '保存密码',
    refused: {
      too_short: (least) => `密码至少需要 ${least} 个字符。`,
      too_long: '密码最多 128 个字符。',
      too_common: '这是最常见的密码之一，请换一个。',
      too_personal: '密码不能是您的名字或邮箱地址。',
      characters: '密码还需要其他类型的字符：大写字母、小写字母、数字或符号。',
    },
    done: { title: '您的密码已保存', text: '请使用新密码登录。' },
    dead: {
      title: deadLink,
      text: '链接已被使用、已过期或不完整。您可以在此获取新的链接。',
    },
  },
  forgot: {
    title: '重置密码',
    lead: (brand) => `请输入您 ${brand} 账户的邮箱地址，我们会向该地址发送链接。`,
    label: '邮箱地址',
    button: '发送链接',
    notAnAddress: '请输入完整的邮箱地址，例如 name@example.com。',
    done: {
      title: '请查收邮件',
      text: '如果该账户存在，带有链接的邮件正在发送。邮件也可能在垃圾邮件文件夹中。',
    },
  },
  notMe: {
    title: '这不是您本人的操作吗？',
    lead: (brand) =>
      `有人（可能是误操作）在 ${brand} 使用了您的邮箱地址。点击按钮后，邮件中的验证码和链接将失效。无人确认的注册会被删除；已确认的账户保持不变。`,
    button: '这不是我本人的操作',
    done: {
      title: '谢谢',
      text: '邮件中的验证码和链接已失效。如果注册未经确认，则已被删除；已确认的账户没有任何更改。',
    },
    dead: {
      title: deadLink,
      text: '链接已过期或不完整，或者邮件中的验证码已被使用。没有任何更改。',
    },
  },
  invite: {
    title: '接受邀请',
    lead: (brand) => `您受邀参与管理 ${brand}。请为您的账户设置姓名和密码。`,
    leadKnown: (brand) => `您受邀参与管理 ${brand}。您已有账户：请输入其密码以接受邀请。`,
    name: '您的姓名',
    password: '您账户的密码',
    button: '接受',
    wrong: '这不是您账户的密码。',
    done: { title: '欢迎', text: '现在您可以用电子邮箱和密码登录。' },
    dead: { title: deadLink, text: '它已被使用、已过期或已被撤回。请向邀请您的人索取新的链接。' },
  },
  authorize: {
    title: '连接应用',
    lead: (app, brand) => `${app} 请求访问您的 ${brand} 帐户：`,
    scopes: {
      read: (things) => `查看${things}`,
      write: (things) => `更改${things}`,
      things: {
        payments: '您的付款',
        customers: '您的客户',
        refunds: '您的退款',
        products: '您的产品',
        prices: '您的价格',
        orders: '您的订单',
        fulfillments: '您的订单履行情况',
        inventory: '您的库存',
        usage: '您客户的用量',
      },
    },
    signIn: '如要允许，请登录。',
    identifier: '电子邮件地址或用户名',
    password: '密码',
    wrong: '电子邮件地址、用户名或密码不正确。',
    code: '身份验证器应用中的验证码',
    wrongCode: '此验证码不正确或已过期。',
    allow: '允许',
    deny: '拒绝',
    dead: {
      title: '无法连接此应用',
      text: '链接不完整或不正确。未作任何更改。请告知应用的开发者。',
    },
    notYours: '您在此组织中的角色不允许连接应用。',
  },
  errors: {
    unreadable: { title: '未能完成', text: '我们无法读取所发送的内容，请重新打开邮件中的链接。' },
    failed: { title: '出了点问题', text: '这是我们的错误，请几分钟后重试。' },
    tooMany: '尝试次数过多',
    unavailable: '暂时无法使用',
    tryAgain: (when) => `请在${when}重试。`,
  },
}
