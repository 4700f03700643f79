import type { Texts } from './texts.ts'

const deadLink = 'Bu bağlantı artık çalışmıyor'

export const tr: Texts = {
  direction: 'ltr',
  verify: {
    title: 'E-posta adresinizi onaylayın',
    lead: (brand) =>
      `Bu adresin size ait olduğunu onaylamak ve ${brand} kaydınızı tamamlamak için düğmeye basın.`,
    button: 'E-posta adresimi onayla',
    done: {
      title: 'E-posta adresiniz onaylandı',
      text: 'Bu sayfayı kapatıp uygulamada devam edebilirsiniz.',
    },
    dead: {
      title: deadLink,
      text: 'Daha önce kullanılmış, çok eski veya eksik. Adresiniz onaylandıysa yapmanız gereken başka bir şey yok. Onaylanmadıysa uygulamadan yeni bir kod isteyin.',
    },
  },
  signIn: {
    title: 'Oturum açma',
    lead: (brand) => `${brand} oturumu açmak için düğmeye basın.`,
    typeCode: 'Oturum açmak istediğiniz uygulamaya aynı e-postadaki altı haneli kodu yazın.',
    button: 'Oturum aç',
    dead: {
      title: deadLink,
      text: 'Daha önce kullanılmış, çok eski veya eksik. Uygulamadan yeni bir e-posta isteyin.',
    },
  },
  changeLead: (brand) =>
    `Bu adresin size ait olduğunu onaylamak ve bundan sonra ${brand} hesabınız için kullanmak üzere düğmeye basın. Bunu yalnızca siz istediyseniz yapın.`,
  reset: {
    title: 'Yeni bir parola seçin',
    lead: (brand) =>
      `Bu parola, ${brand} hesabınızın parolasının yerine geçer. Tüm cihazlardaki oturumlarınız kapatılır.`,
    label: 'Yeni parola',
    rules: (least) => `${least} ile 128 karakter arası. Art arda birkaç sözcük iyi bir seçimdir.`,
    button: 'Parolayı kaydet',
    refused: {
      too_short: (least) => `Parola en az ${least} karakter olmalıdır.`,
      too_long: 'Parola en çok 128 karakter olabilir.',
      too_common: 'Bu, en yaygın parolalardan biri. Lütfen başka bir parola seçin.',
      too_personal: 'Parola, adınız veya e-posta adresiniz olamaz.',
      characters:
        'Parolada başka türden karakterler de gerekir: büyük harf, küçük harf, rakam veya simge.',
    },
    done: { title: 'Parolanız kaydedildi', text: 'Yeni parolanızla oturum açın.' },
    dead: {
      title: deadLink,
      text: 'Daha önce kullanılmış, çok eski veya eksik. Buradan yenisini isteyebilirsiniz.',
    },
  },
  forgot: {
    title: 'Parolanızı sıfırlayın',
    lead: (brand) =>
      `${brand} hesabınızın e-posta adresini girin. Bu adrese bir bağlantı göndereceğiz.`,
    label: 'E-posta adresi',
    button: 'Bağlantıyı gönder',
    notAnAddress: 'Lütfen tam bir adres girin, örneğin ad@example.com.',
    done: {
      title: 'Gelen kutunuza bakın',
      text: 'Hesap varsa bağlantı içeren bir e-posta yolda. İstenmeyen posta klasörüne düşmüş olabilir.',
    },
  },
  notMe: {
    title: 'Bunu siz yapmadınız mı?',
    lead: (brand) =>
      `Birisi, belki yanlışlıkla, e-posta adresinizi ${brand} için kullandı. Düğmeye bastığınızda e-postadaki kod ve bağlantı çalışmaz olur. Kimsenin onaylamadığı bir kayıt silinir; onaylanmış bir hesap olduğu gibi kalır.`,
    button: 'Bunu ben yapmadım',
    done: {
      title: 'Teşekkürler',
      text: 'E-postadaki kod ve bağlantı artık çalışmıyor. Kayıt onaylanmamışsa silindi; onaylanmış bir hesapta hiçbir şey değişmedi.',
    },
    dead: {
      title: deadLink,
      text: 'Çok eski veya eksik ya da e-postadaki kod daha önce kullanılmış. Hiçbir şey değişmedi.',
    },
  },
  invite: {
    title: 'Daveti kabul edin',
    lead: (brand) =>
      `${brand} yönetimine katılmaya davet edildiniz. Hesabınız için bir ad ve parola seçin.`,
    leadKnown: (brand) =>
      `${brand} yönetimine katılmaya davet edildiniz. Zaten bir hesabınız var: kabul etmek için parolasını girin.`,
    name: 'Adınız',
    password: 'Hesabınızın parolası',
    button: 'Kabul et',
    wrong: 'Bu, hesabınızın parolası değil.',
    done: {
      title: 'Hoş geldiniz',
      text: 'Artık e-posta adresiniz ve parolanızla oturum açabilirsiniz.',
    },
    dead: {
      title: deadLink,
      text: 'Zaten kullanılmış, süresi dolmuş veya geri alınmış. Sizi davet eden kişiden yenisini isteyin.',
    },
  },
  authorize: {
    title: 'Uygulama bağla',
    lead: (app, brand) => `${app}, ${brand} hesabınıza erişmek istiyor:`,
    scopes: {
      read: (things) => `${things} görüntülemek`,
      write: (things) => `${things} değiştirmek`,
      things: {
        payments: 'Ödemelerinizi',
        customers: 'Müşterilerinizin bilgilerini',
        refunds: 'Para iadelerinizi',
        products: 'Ürünlerinizi',
        prices: 'Fiyatlarınızı',
        orders: 'Siparişlerinizi',
        fulfillments: 'Siparişlerinizin gönderimini',
        inventory: 'Stokunuzu',
        usage: 'Müşterilerinizin kullanımını',
      },
    },
    signIn: 'İzin vermek için oturum açın.',
    identifier: 'E-posta adresi veya kullanıcı adı',
    password: 'Parola',
    wrong: 'E-posta adresi, kullanıcı adı veya parola yanlış.',
    code: 'Kimlik doğrulama uygulamanızdaki kod',
    wrongCode: 'Bu kod yanlış veya çok eski.',
    allow: 'İzin ver',
    deny: 'Reddet',
    dead: {
      title: 'Bu uygulama bağlanamıyor',
      text: 'Bağlantı eksik veya yanlış. Hiçbir şey değiştirilmedi. Lütfen uygulamanın yapımcısına bildirin.',
    },
    notYours: 'Bu kuruluştaki rolünüz uygulama bağlamanıza izin vermiyor.',
  },
  errors: {
    unreadable: {
      title: 'Olmadı',
      text: 'Gönderileni okuyamadık. Lütfen e-postadaki bağlantıyı yeniden açın.',
    },
    failed: {
      title: 'Bir şeyler ters gitti',
      text: 'Hata bizden kaynaklanıyor. Lütfen birkaç dakika sonra yeniden deneyin.',
    },
    tooMany: 'Çok fazla deneme',
    unavailable: 'Şu anda kullanılamıyor',
    tryAgain: (when) => `Lütfen ${when} yeniden deneyin.`,
  },
}
