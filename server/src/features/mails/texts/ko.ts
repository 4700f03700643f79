import type { Texts } from './texts.ts'

/** Particles that depend on the last sound of a name never follow the brand. */
export const ko: Texts = {
  hello: (name) => (name ? `${name} 님, 안녕하세요.` : '안녕하세요.'),
  minutes: (count) => `${count}분`,
  codeLasts: (duration) => `코드는 ${duration} 동안 유효하며 한 번만 사용할 수 있습니다.`,
  linkLasts: (duration) => `링크는 ${duration} 동안 유효하며 한 번만 사용할 수 있습니다.`,
  keepCode: '다른 사람에게 알려 주지 마세요.',
  copyLink: '버튼이 작동하지 않으면 다음 주소를 브라우저에 복사해 주세요.',
  wasNotMe: '제가 한 것이 아닙니다',
  automatic: (brand) => `${brand}에서 자동으로 보낸 메일입니다.`,
  keysStay: '다음 API 키는 계속 유효합니다. 모르는 키가 있으면 폐기해 주세요.',
  codeSubject: (brand, code) => `${code}: ${brand} 인증 코드`,
  facts: { key: '키:', at: '시각:', device: '기기:', address: 'IP 주소:' },
  buttons: {
    verify_email: '이메일 주소 확인',
    reset_password: '새 비밀번호 설정',
    set_password: '비밀번호 설정',
    invitation: '초대 수락',
    sign_up_notice: '로그인',
    account: '계정 열기',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `${brand}에 오신 것을 환영합니다. 이메일 주소를 확인하려면 다음 코드를 입력해 주세요.`,
      notYou: () => '가입하신 적이 없다면 이 메일을 무시하셔도 됩니다. 주소는 확인되지 않습니다.',
    },
    sign_in_code: {
      lead: (brand) => `${brand}에 로그인하려면 다음 코드를 입력해 주세요.`,
      notYou: () =>
        '코드를 요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 코드 없이는 아무도 로그인할 수 없습니다.',
    },
    magic_link: {
      lead: (brand) => `다음 코드 또는 아래 버튼으로 ${brand}에 로그인해 주세요.`,
      notYou: () =>
        '요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 이 메일 없이는 아무도 로그인할 수 없습니다.',
    },
    reauthenticate: {
      lead: (brand) => `${brand} 계정의 변경을 확인하려면 다음 코드를 입력해 주세요.`,
      notYou: () =>
        '코드를 요청하신 적이 없다면 다른 사람이 계정에 로그인했을 수 있습니다. 비밀번호를 변경해 주세요.',
    },
    email_change: {
      lead: (brand) =>
        `이 주소를 ${brand} 계정의 이메일 주소로 사용하려면 다음 코드를 입력하거나 아래 버튼을 사용해 주세요.`,
      notYou: () =>
        '요청하신 적이 없다면 확인하지 마세요. 확인하면 주소가 다른 사람의 계정에 속하게 됩니다.',
    },
    reset_password: {
      subject: (brand) => `${brand} 비밀번호 재설정`,
      lead: (brand) =>
        `${brand} 비밀번호 재설정 요청을 받았습니다. 아래에서 새 비밀번호를 설정해 주세요.`,
      notYou: () => '요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 비밀번호는 바뀌지 않습니다.',
    },
    set_password: {
      subject: (brand) => `${brand} 비밀번호 설정`,
      lead: (brand) => `${brand} 계정에 아직 비밀번호가 없습니다. 아래에서 설정할 수 있습니다.`,
      notYou: () => '요청하신 적이 없다면 이 메일을 무시하셔도 됩니다. 계정은 바뀌지 않습니다.',
    },
    invitation: {
      subject: (brand) => `${brand} 초대`,
      lead: (brand) => `${brand} 관리에 초대되었습니다. 여기에서 초대를 수락해 주세요.`,
      notYou: () =>
        '예상하지 못한 메일이라면 무시하셔도 됩니다. 직접 수락하지 않으면 아무 일도 일어나지 않습니다.',
    },
    sign_up_notice: {
      subject: (brand) => `이미 ${brand} 계정이 있습니다`,
      lead: (brand) =>
        `이 이메일 주소로 ${brand} 가입이 시도되었습니다. 이미 계정이 있으므로 새 계정은 만들어지지 않았습니다. 바로 로그인하시거나, 비밀번호를 잊으셨다면 재설정해 주세요.`,
      notYou: () => '본인이 아니라면 아무것도 하지 않으셔도 됩니다. 계정은 그대로입니다.',
    },
    key_created: {
      subject: (brand) => `${brand} 계정에 새 API 키가 생성되었습니다`,
      lead: (brand) => `${brand} 계정에 새 API 키가 생성되었습니다.`,
      notYou: () => '본인이 아니라면 키를 폐기하고 즉시 비밀번호를 변경해 주세요.',
    },
    key_revoked: {
      subject: (brand) => `${brand} 계정의 API 키가 폐기되었습니다`,
      lead: (brand) =>
        `${brand} 계정의 API 키가 폐기되었습니다. 이 키는 더 이상 작동하지 않습니다.`,
      notYou: () => '본인이 아니라면 비밀번호를 변경하고 다른 키도 확인해 주세요.',
    },
    google_linked: {
      subject: (brand) => `${brand} 계정에 Google 계정이 연결되었습니다`,
      lead: (brand) =>
        `${brand} 계정에 Google 계정이 연결되었습니다. 이제 Google 계정으로 로그인할 수 있습니다.`,
      notYou: () => '본인이 아니라면 Google 연결을 해제하고 즉시 비밀번호를 변경해 주세요.',
    },
    google_unlinked: {
      subject: (brand) => `${brand} 계정에서 Google 연결이 해제되었습니다`,
      lead: (brand) =>
        `${brand} 계정에서 Google 연결이 해제되었습니다. 더 이상 Google 계정으로 로그인할 수 없습니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 변경해 주세요.',
    },
    password_changed: {
      subject: (brand) => `${brand} 비밀번호가 변경되었습니다`,
      lead: (brand) => `${brand} 계정의 비밀번호가 변경되었습니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 재설정해 주세요.',
    },
    email_change_notice: {
      subject: (brand) => `${brand} 이메일 주소가 곧 변경됩니다`,
      lead: (brand) =>
        `누군가 ${brand} 계정의 이메일 주소 변경을 요청했습니다. 새 주소가 확인될 때까지 이 주소가 계속 사용됩니다.`,
      notYou: () => '본인이 아니라면 아래 링크로 변경을 중단하고 즉시 비밀번호를 변경해 주세요.',
    },
    email_changed: {
      subject: (brand) => `${brand} 계정의 이메일 주소가 변경되었습니다`,
      lead: (brand) =>
        `${brand} 계정의 이메일 주소가 변경되었습니다. 앞으로는 새 주소로 메일을 보내 드립니다.`,
      notYou: (brand) => `본인이 아니라면 가능한 한 빨리 ${brand} 측에 연락해 주세요.`,
    },
    account_deleted: {
      subject: (brand) => `${brand} 계정이 삭제되었습니다`,
      lead: (brand) => `${brand} 계정이 삭제되었습니다. 그동안 이용해 주셔서 감사합니다.`,
      notYou: (brand) => `본인이 아니라면 가능한 한 빨리 ${brand} 측에 연락해 주세요.`,
    },
    mfa_enabled: {
      subject: (brand) => `${brand} 계정에 2단계 인증이 설정되었습니다`,
      lead: (brand) =>
        `${brand} 계정에 2단계 인증이 설정되었습니다. 이제 로그인할 때 인증 앱의 코드도 입력해야 합니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 변경하고 2단계 인증을 해제해 주세요.',
    },
    mfa_disabled: {
      subject: (brand) => `${brand} 계정의 2단계 인증이 해제되었습니다`,
      lead: (brand) =>
        `${brand} 계정의 2단계 인증이 해제되었습니다. 이제 로그인할 때 코드를 입력하지 않아도 됩니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 변경하고 2단계 인증을 다시 설정해 주세요.',
    },
    new_sign_in: {
      subject: (brand) => `${brand} 계정에 새로운 로그인이 있었습니다`,
      lead: (brand) => `최근에 사용되지 않은 곳에서 ${brand} 계정에 로그인했습니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 변경하고 모든 기기에서 로그아웃해 주세요.',
    },
    passkey_added: {
      subject: (brand) => `${brand} 계정에 패스키가 추가되었습니다`,
      lead: (brand) =>
        `${brand} 계정에 패스키가 추가되었습니다. 이제 이 패스키로 로그인할 수 있습니다.`,
      notYou: () => '본인이 아니라면 패스키를 삭제하고 즉시 비밀번호를 변경해 주세요.',
    },
    passkey_removed: {
      subject: (brand) => `${brand} 계정에서 패스키가 삭제되었습니다`,
      lead: (brand) =>
        `${brand} 계정에서 패스키가 삭제되었습니다. 더 이상 이 패스키로 로그인할 수 없습니다.`,
      notYou: () => '본인이 아니라면 즉시 비밀번호를 변경해 주세요.',
    },
    webhook_disabled: {
      subject: (brand) => `${brand} 계정의 웹훅이 비활성화되었습니다`,
      lead: (brand) =>
        `${brand} 계정의 웹훅이 비활성화되었습니다. 수신 서버가 너무 오랫동안 응답하지 않았거나 더 이상 메시지를 원하지 않기 때문입니다. 다시 활성화할 때까지 아무것도 전송되지 않습니다.`,
      notYou: () => '더 이상 필요하지 않으면 삭제하셔도 됩니다.',
    },
  },
}
