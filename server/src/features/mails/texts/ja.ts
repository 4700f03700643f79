import type { Texts } from './texts.ts'

export const ja: Texts = {
  hello: (name) => (name ? `${name} 様` : 'こんにちは。'),
  minutes: (count) => `${count}分間`,
  codeLasts: (duration) => `このコードは${duration}有効で、一度だけ使えます。`,
  linkLasts: (duration) => `このリンクは${duration}有効で、一度だけ使えます。`,
  keepCode: '誰にも教えないでください。',
  copyLink: 'ボタンが動作しない場合は、次のアドレスをブラウザに貼り付けてください。',
  wasNotMe: '心当たりがありません',
  automatic: (brand) => `このメールは ${brand} から自動で送信されています。`,
  keysStay: '次の API キーは引き続き有効です。心当たりのないキーは無効にしてください。',
  codeSubject: (brand, code) => `${code}：${brand} の確認コード`,
  facts: { key: 'キー：', at: '日時：', device: '端末：', address: 'IP アドレス：' },
  buttons: {
    verify_email: 'メールアドレスを確認する',
    reset_password: '新しいパスワードを設定する',
    set_password: 'パスワードを設定する',
    invitation: '招待を承諾する',
    sign_up_notice: 'サインインする',
    account: 'アカウントを開く',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `${brand} へようこそ。メールアドレスを確認するため、次のコードを入力してください。`,
      notYou: () =>
        '登録した心当たりがない場合は、このメールを無視してください。アドレスは確認されません。',
    },
    sign_in_code: {
      lead: (brand) => `${brand} にサインインするには、次のコードを入力してください。`,
      notYou: () =>
        'コードを請求した心当たりがない場合は、このメールを無視してください。コードがなければ誰もサインインできません。',
    },
    magic_link: {
      lead: (brand) => `次のコードまたは下のボタンで ${brand} にサインインしてください。`,
      notYou: () =>
        '心当たりがない場合は、このメールを無視してください。このメールがなければ誰もサインインできません。',
    },
    reauthenticate: {
      lead: (brand) => `${brand} のアカウントの変更を確認するため、次のコードを入力してください。`,
      notYou: () =>
        'コードを請求した心当たりがない場合は、ほかの人がアカウントにサインインしている可能性があります。パスワードを変更してください。',
    },
    email_change: {
      lead: (brand) =>
        `このアドレスを ${brand} のアカウントのメールアドレスにするには、次のコードを入力するか、下のボタンを押してください。`,
      notYou: () =>
        '心当たりがない場合は、確認しないでください。確認すると、このアドレスはほかの人のアカウントのものになります。',
    },
    reset_password: {
      subject: (brand) => `${brand} のパスワードの再設定`,
      lead: (brand) =>
        `${brand} のパスワードの再設定を受け付けました。次のページで新しいパスワードを設定してください。`,
      notYou: () =>
        '心当たりがない場合は、このメールを無視してください。パスワードは変わりません。',
    },
    set_password: {
      subject: (brand) => `${brand} のパスワードの設定`,
      lead: (brand) =>
        `${brand} のアカウントにはまだパスワードがありません。次のページで設定できます。`,
      notYou: () =>
        '心当たりがない場合は、このメールを無視してください。アカウントは変わりません。',
    },
    invitation: {
      subject: (brand) => `${brand} への招待`,
      lead: (brand) => `${brand} の管理に招待されています。こちらから承諾してください。`,
      notYou: () =>
        'お心当たりがない場合は、このメールを無視してください。操作しない限り何も起こりません。',
    },
    sign_up_notice: {
      subject: (brand) => `${brand} のアカウントはすでにあります`,
      lead: (brand) =>
        `このメールアドレスで ${brand} への登録が試みられました。すでにアカウントをお持ちのため、新しいアカウントは作成されていません。そのままサインインするか、パスワードをお忘れの場合は再設定してください。`,
      notYou: () =>
        '心当たりがない場合も、何もする必要はありません。アカウントに変更はありません。',
    },
    key_created: {
      subject: (brand) => `${brand} のアカウントに新しい API キーが作成されました`,
      lead: (brand) => `${brand} のアカウントに新しい API キーが作成されました。`,
      notYou: () => '心当たりがない場合は、キーを無効にし、すぐにパスワードを変更してください。',
    },
    key_revoked: {
      subject: (brand) => `${brand} のアカウントの API キーが無効になりました`,
      lead: (brand) =>
        `${brand} のアカウントの API キーが無効になりました。このキーはもう使えません。`,
      notYou: () => '心当たりがない場合は、パスワードを変更し、ほかのキーも確認してください。',
    },
    google_linked: {
      subject: (brand) => `${brand} のアカウントに Google が連携されました`,
      lead: (brand) =>
        `${brand} のアカウントに Google アカウントが連携されました。今後は Google でサインインできます。`,
      notYou: () =>
        '心当たりがない場合は、Google との連携を解除し、すぐにパスワードを変更してください。',
    },
    google_unlinked: {
      subject: (brand) => `${brand} のアカウントと Google の連携が解除されました`,
      lead: (brand) =>
        `${brand} のアカウントと Google アカウントの連携が解除されました。今後は Google でサインインできません。`,
      notYou: () => '心当たりがない場合は、すぐにパスワードを変更してください。',
    },
    password_changed: {
      subject: (brand) => `${brand} のパスワードが変更されました`,
      lead: (brand) => `${brand} のアカウントのパスワードが変更されました。`,
      notYou: () => '心当たりがない場合は、すぐにパスワードを再設定してください。',
    },
    email_change_notice: {
      subject: (brand) => `${brand} のメールアドレスが変更されようとしています`,
      lead: (brand) =>
        `${brand} のアカウントのメールアドレスの変更が請求されました。新しいアドレスが確認されるまで、このアドレスが引き続き使われます。`,
      notYou: () =>
        '心当たりがない場合は、下のリンクで変更を止め、すぐにパスワードを変更してください。',
    },
    email_changed: {
      subject: (brand) => `${brand} のアカウントのメールアドレスが変更されました`,
      lead: (brand) =>
        `${brand} のアカウントのメールアドレスが変更されました。今後は新しいアドレスにお送りします。`,
      notYou: (brand) => `心当たりがない場合は、できるだけ早く ${brand} にご連絡ください。`,
    },
    account_deleted: {
      subject: (brand) => `${brand} のアカウントが削除されました`,
      lead: (brand) =>
        `${brand} のアカウントが削除されました。ご利用いただき、ありがとうございました。`,
      notYou: (brand) => `心当たりがない場合は、できるだけ早く ${brand} にご連絡ください。`,
    },
    mfa_enabled: {
      subject: (brand) => `${brand} のアカウントで 2 段階認証が有効になりました`,
      lead: (brand) =>
        `${brand} のアカウントで 2 段階認証が有効になりました。今後はサインインの際に認証アプリのコードも必要になります。`,
      notYou: () =>
        '心当たりがない場合は、すぐにパスワードを変更し、2 段階認証を無効にしてください。',
    },
    mfa_disabled: {
      subject: (brand) => `${brand} のアカウントで 2 段階認証が無効になりました`,
      lead: (brand) =>
        `${brand} のアカウントで 2 段階認証が無効になりました。今後はサインインの際にコードは求められません。`,
      notYou: () =>
        '心当たりがない場合は、すぐにパスワードを変更し、2 段階認証をもう一度有効にしてください。',
    },
    new_sign_in: {
      subject: (brand) => `${brand} のアカウントに新しいサインインがありました`,
      lead: (brand) =>
        `最近利用されていない場所から ${brand} のアカウントへのサインインがありました。`,
      notYou: () =>
        '心当たりがない場合は、すぐにパスワードを変更し、すべての端末からサインアウトしてください。',
    },
    passkey_added: {
      subject: (brand) => `${brand} のアカウントにパスキーが追加されました`,
      lead: (brand) =>
        `${brand} のアカウントにパスキーが追加されました。今後はこのパスキーでサインインできます。`,
      notYou: () => '心当たりがない場合は、パスキーを削除し、すぐにパスワードを変更してください。',
    },
    passkey_removed: {
      subject: (brand) => `${brand} のアカウントからパスキーが削除されました`,
      lead: (brand) =>
        `${brand} のアカウントからパスキーが削除されました。今後はこのパスキーでサインインできません。`,
      notYou: () => '心当たりがない場合は、すぐにパスワードを変更してください。',
    },
    webhook_disabled: {
      subject: (brand) => `${brand} アカウントの Webhook が無効になりました`,
      lead: (brand) =>
        `${brand} アカウントの Webhook が無効になりました。送信先が長期間応答しなかったか、受信を終了したためです。再び有効にするまで、何も送信されません。`,
      notYou: () => '不要になった場合は、削除してください。',
    },
  },
}
