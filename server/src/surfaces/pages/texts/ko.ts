import type { Texts } from './texts.ts'

const deadLink = '이 링크는 더 이상 사용할 수 없습니다'

export const ko: Texts = {
  direction: 'ltr',
  verify: {
    title: '이메일 주소 확인',
    lead: (brand) => `버튼을 누르면 이 주소가 본인의 것임이 확인되고 ${brand} 가입이 완료됩니다.`,
    button: '내 이메일 주소 확인',
    done: {
      title: '이메일 주소가 확인되었습니다',
      text: '이 페이지를 닫고 앱에서 계속하시면 됩니다.',
    },
    dead: {
      title: deadLink,
      text: '이미 사용되었거나, 너무 오래되었거나, 완전하지 않은 링크입니다. 주소가 이미 확인되었다면 더 하실 일이 없습니다. 그렇지 않다면 앱에서 새 코드를 요청해 주세요.',
    },
  },
  signIn: {
    title: '로그인',
    lead: (brand) => `버튼을 누르면 ${brand}에 로그인됩니다.`,
    typeCode: '로그인하려는 앱에 같은 메일의 여섯 자리 코드를 입력해 주세요.',
    button: '로그인',
    dead: {
      title: deadLink,
      text: '이미 사용되었거나, 너무 오래되었거나, 완전하지 않은 링크입니다. 앱에서 새 메일을 요청해 주세요.',
    },
  },
  changeLead: (brand) =>
    `버튼을 누르면 이 주소가 본인의 것임이 확인되고 앞으로 ${brand} 계정에 사용됩니다. 직접 요청하신 경우에만 눌러 주세요.`,
  reset: {
    title: '새 비밀번호 설정',
    lead: (brand) => `${brand} 계정의 비밀번호를 대신하게 됩니다. 모든 기기에서 로그아웃됩니다.`,
    label: '새 비밀번호',
    rules: (least) => `${least}~128자. 단어 몇 개를 이어 쓰는 것이 좋습니다.`,
    button: '비밀번호 저장',
    refused: {
      too_short: (least) => `비밀번호는 ${least}자 이상이어야 합니다.`,
      too_long: '비밀번호는 128자 이하여야 합니다.',
      too_common: '매우 흔히 쓰이는 비밀번호입니다. 다른 비밀번호를 선택해 주세요.',
      too_personal: '이름이나 이메일 주소는 비밀번호로 사용할 수 없습니다.',
      characters: '비밀번호에는 대문자, 소문자, 숫자, 기호 등 다른 종류의 문자도 필요합니다.',
    },
    done: { title: '비밀번호가 저장되었습니다', text: '새 비밀번호로 로그인해 주세요.' },
    dead: {
      title: deadLink,
      text: '이미 사용되었거나, 너무 오래되었거나, 완전하지 않은 링크입니다. 여기에서 새 링크를 요청하실 수 있습니다.',
    },
  },
  forgot: {
    title: '비밀번호 재설정',
    lead: (brand) => `${brand} 계정의 이메일 주소를 입력해 주세요. 그 주소로 링크를 보내 드립니다.`,
    label: '이메일 주소',
    button: '링크 보내기',
    notAnAddress: 'name@example.com과 같이 전체 주소를 입력해 주세요.',
    done: {
      title: '메일함을 확인해 주세요',
      text: '계정이 있다면 링크가 담긴 메일이 곧 도착합니다. 스팸함도 확인해 주세요.',
    },
  },
  notMe: {
    title: '본인이 하신 일이 아닌가요?',
    lead: (brand) =>
      `누군가가 실수로 ${brand}에서 이메일 주소를 사용했을 수 있습니다. 버튼을 누르면 메일의 코드와 링크를 더 이상 사용할 수 없게 됩니다. 확인되지 않은 가입은 삭제되고, 확인된 계정은 그대로 유지됩니다.`,
    button: '제가 한 것이 아닙니다',
    done: {
      title: '감사합니다',
      text: '메일의 코드와 링크는 더 이상 사용할 수 없습니다. 확인되지 않은 가입이었다면 삭제되었으며, 확인된 계정은 변경되지 않았습니다.',
    },
    dead: {
      title: deadLink,
      text: '너무 오래되었거나 완전하지 않은 링크이거나, 메일의 코드가 이미 사용되었습니다. 아무것도 변경되지 않았습니다.',
    },
  },
  invite: {
    title: '초대 수락',
    lead: (brand) => `${brand} 관리에 초대되었습니다. 계정의 이름과 비밀번호를 정해 주세요.`,
    leadKnown: (brand) =>
      `${brand} 관리에 초대되었습니다. 이미 계정이 있습니다. 수락하려면 그 비밀번호를 입력해 주세요.`,
    name: '이름',
    password: '계정의 비밀번호',
    button: '수락',
    wrong: '계정의 비밀번호가 아닙니다.',
    done: { title: '환영합니다', text: '이제 이메일 주소와 비밀번호로 로그인할 수 있습니다.' },
    dead: {
      title: deadLink,
      text: '이미 사용되었거나 너무 오래되었거나 취소되었습니다. 초대한 분에게 새 링크를 요청해 주세요.',
    },
  },
  authorize: {
    title: '앱 연결',
    lead: (app, brand) => `${app}에서 ${brand} 계정에 대한 접근을 요청합니다:`,
    scopes: {
      read: (things) => `${things} 보기`,
      write: (things) => `${things} 변경`,
      things: {
        payments: '결제 내역',
        customers: '고객 정보',
        refunds: '환불 내역',
        products: '상품',
        prices: '가격',
        orders: '주문',
        fulfillments: '주문 처리 현황',
        inventory: '재고',
        usage: '고객 사용량',
      },
    },
    signIn: '허용하려면 로그인하세요.',
    identifier: '이메일 주소 또는 사용자 이름',
    password: '비밀번호',
    wrong: '이메일 주소, 사용자 이름 또는 비밀번호가 올바르지 않습니다.',
    code: '인증 앱의 코드',
    wrongCode: '이 코드는 올바르지 않거나 너무 오래되었습니다.',
    allow: '허용',
    deny: '거부',
    dead: {
      title: '이 앱을 연결할 수 없습니다',
      text: '링크가 불완전하거나 올바르지 않습니다. 변경된 내용은 없습니다. 앱 제작자에게 알려 주세요.',
    },
    notYours: '이 조직에서의 역할로는 앱을 연결할 수 없습니다.',
  },
  errors: {
    unreadable: {
      title: '처리하지 못했습니다',
      text: '전송된 내용을 읽을 수 없습니다. 메일의 링크를 다시 열어 주세요.',
    },
    failed: {
      title: '문제가 발생했습니다',
      text: '저희 쪽 오류입니다. 몇 분 후에 다시 시도해 주세요.',
    },
    tooMany: '시도 횟수가 너무 많습니다',
    unavailable: '지금은 이용할 수 없습니다',
    tryAgain: (when) => `${when}에 다시 시도해 주세요.`,
  },
}
