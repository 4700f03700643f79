import { counted, type Texts } from './texts.ts'

export const tr: Texts = {
  hello: (name) => (name ? `Merhaba ${name},` : 'Merhaba,'),
  minutes: counted('tr', { one: 'dakika', other: 'dakika' }),
  codeLasts: (duration) => `Kod ${duration} geçerlidir ve yalnızca bir kez kullanılabilir.`,
  linkLasts: (duration) => `Bağlantı ${duration} geçerlidir ve yalnızca bir kez kullanılabilir.`,
  keepCode: 'Lütfen kimseyle paylaşmayın.',
  copyLink: 'Düğme çalışmıyorsa bu adresi tarayıcınıza kopyalayın:',
  wasNotMe: 'Bunu ben yapmadım',
  automatic: (brand) => `Bu ileti ${brand} tarafından otomatik olarak gönderildi.`,
  keysStay: 'Şu API anahtarları hâlâ geçerli. Tanımadıklarınızı lütfen iptal edin:',
  codeSubject: (brand, code) => `${code}: ${brand} kodunuz`,
  facts: { key: 'Anahtar:', at: 'Zaman:', device: 'Cihaz:', address: 'IP adresi:' },
  buttons: {
    verify_email: 'E-posta adresini onayla',
    reset_password: 'Yeni parola seç',
    set_password: 'Parola belirle',
    invitation: 'Daveti kabul et',
    sign_up_notice: 'Oturum aç',
    account: 'Hesabı aç',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `${brand} hizmetine hoş geldiniz! E-posta adresinizi onaylamak için bu kodu girin:`,
      notYou: () => 'Kaydolmadıysanız bu e-postayı dikkate almayın: adres onaylanmayacaktır.',
    },
    sign_in_code: {
      lead: (brand) => `${brand} oturumu açmak için bu kodu girin:`,
      notYou: () =>
        'Kod istemediyseniz bu e-postayı dikkate almayın. Kod olmadan kimse oturum açamaz.',
    },
    magic_link: {
      lead: (brand) => `Bu kodla veya aşağıdaki düğmeyle ${brand} oturumu açın:`,
      notYou: () =>
        'Bunu istemediyseniz bu e-postayı dikkate almayın. O olmadan kimse oturum açamaz.',
    },
    reauthenticate: {
      lead: (brand) => `${brand} hesabınızdaki bir değişikliği onaylamak için bu kodu girin:`,
      notYou: () =>
        'Kod istemediyseniz hesabınızda başka biri oturum açmış olabilir. Lütfen parolanızı değiştirin.',
    },
    email_change: {
      lead: (brand) =>
        `Bu adresi ${brand} hesabınızın e-posta adresi yapmak için bu kodu girin veya aşağıdaki düğmeyi kullanın:`,
      notYou: () =>
        'Bunu istemediyseniz lütfen onaylamayın: adresiniz başka birinin hesabına ait olur.',
    },
    reset_password: {
      subject: (brand) => `${brand} parolanızı sıfırlayın`,
      lead: (brand) => `${brand} parolanızı sıfırlamak istediniz. Yenisini buradan seçin:`,
      notYou: () => 'Bunu siz istemediyseniz bu e-postayı dikkate almayın. Parolanız aynı kalır.',
    },
    set_password: {
      subject: (brand) => `${brand} için parola belirleyin`,
      lead: (brand) => `${brand} hesabınızın henüz bir parolası yok. Buradan belirleyebilirsiniz:`,
      notYou: () => 'Bunu siz istemediyseniz bu e-postayı dikkate almayın. Hesabınız aynı kalır.',
    },
    invitation: {
      subject: (brand) => `${brand} için davet aldınız`,
      lead: (brand) => `${brand} yönetimine katılmaya davet edildiniz. Daveti buradan kabul edin:`,
      notYou: () =>
        'Bunu beklemiyorsanız bu e-postayı yok sayabilirsiniz. Siz olmadan hiçbir şey olmaz.',
    },
    sign_up_notice: {
      subject: (brand) => `Zaten bir ${brand} hesabınız var`,
      lead: (brand) =>
        `Birisi, belki de siz, bu e-posta adresiyle yeni bir ${brand} hesabı açmak istedi. Zaten bir hesabınız olduğu için yenisi oluşturulmadı. Oturum açmanız yeterli; parolanızı unuttuysanız sıfırlayabilirsiniz.`,
      notYou: () =>
        'Bunu siz yapmadıysanız bir şey yapmanız gerekmez. Hesabınızda değişiklik olmadı.',
    },
    key_created: {
      subject: (brand) => `${brand} hesabınızda yeni API anahtarı`,
      lead: (brand) => `${brand} hesabınızda yeni bir API anahtarı oluşturuldu.`,
      notYou: () => 'Bunu siz yapmadıysanız anahtarı iptal edin ve parolanızı hemen değiştirin.',
    },
    key_revoked: {
      subject: (brand) => `${brand} hesabınızda bir API anahtarı iptal edildi`,
      lead: (brand) => `${brand} hesabınızdaki bir API anahtarı iptal edildi. Artık çalışmıyor.`,
      notYou: () =>
        'Bunu siz yapmadıysanız parolanızı değiştirin ve diğer anahtarlarınızı kontrol edin.',
    },
    google_linked: {
      subject: (brand) => `${brand} hesabınıza Google bağlandı`,
      lead: (brand) =>
        `${brand} hesabınıza bir Google hesabı bağlandı. Artık onunla oturum açabilirsiniz.`,
      notYou: () =>
        'Bunu siz yapmadıysanız Google bağlantısını kaldırın ve parolanızı hemen değiştirin.',
    },
    google_unlinked: {
      subject: (brand) => `${brand} hesabınızın Google bağlantısı kaldırıldı`,
      lead: (brand) =>
        `${brand} hesabınızın Google bağlantısı kaldırıldı. Artık Google ile oturum açılamaz.`,
      notYou: () => 'Bunu siz yapmadıysanız parolanızı hemen değiştirin.',
    },
    password_changed: {
      subject: (brand) => `${brand} parolanız değiştirildi`,
      lead: (brand) => `${brand} hesabınızın parolası değiştirildi.`,
      notYou: () => 'Bunu siz yapmadıysanız parolanızı hemen sıfırlayın.',
    },
    email_change_notice: {
      subject: (brand) => `${brand} e-posta adresiniz değişmek üzere`,
      lead: (brand) =>
        `Birisi ${brand} hesabınızın e-posta adresini değiştirmek istedi. Yeni adres onaylanana kadar bu adres geçerli kalır.`,
      notYou: () =>
        'Bunu siz yapmadıysanız aşağıdaki bağlantıyla durdurun ve parolanızı hemen değiştirin.',
    },
    email_changed: {
      subject: (brand) => `${brand} hesabınızın e-posta adresi değiştirildi`,
      lead: (brand) =>
        `${brand} hesabınızın e-posta adresi değiştirildi. Bundan sonra yeni adrese yazacağız.`,
      notYou: (brand) =>
        `Bunu siz yapmadıysanız lütfen en kısa sürede ${brand} ile iletişime geçin.`,
    },
    account_deleted: {
      subject: (brand) => `${brand} hesabınız silindi`,
      lead: (brand) => `${brand} hesabınız silindi. Bizimle olduğunuz için teşekkür ederiz.`,
      notYou: (brand) =>
        `Bunu siz yapmadıysanız lütfen en kısa sürede ${brand} ile iletişime geçin.`,
    },
    mfa_enabled: {
      subject: (brand) => `${brand} hesabınızda iki adımlı doğrulama açıldı`,
      lead: (brand) =>
        `${brand} hesabınızda iki adımlı doğrulama açıldı. Artık oturum açarken kimlik doğrulama uygulamanızdaki kod da istenecek.`,
      notYou: () => 'Bunu siz yapmadıysanız parolanızı hemen değiştirin ve bu özelliği kapatın.',
    },
    mfa_disabled: {
      subject: (brand) => `${brand} hesabınızda iki adımlı doğrulama kapatıldı`,
      lead: (brand) =>
        `${brand} hesabınızda iki adımlı doğrulama kapatıldı. Artık oturum açarken kod istenmeyecek.`,
      notYou: () =>
        'Bunu siz yapmadıysanız parolanızı hemen değiştirin ve bu özelliği yeniden açın.',
    },
    new_sign_in: {
      subject: (brand) => `${brand} hesabınızda yeni oturum`,
      lead: (brand) =>
        `Birisi, belki de siz, ${brand} hesabınızda son zamanlarda kullanılmadığı bir yerden oturum açtı.`,
      notYou: () =>
        'Bunu siz yapmadıysanız parolanızı hemen değiştirin ve tüm cihazlarda oturumu kapatın.',
    },
    passkey_added: {
      subject: (brand) => `${brand} hesabınıza geçiş anahtarı eklendi`,
      lead: (brand) =>
        `${brand} hesabınıza bir geçiş anahtarı eklendi. Artık onunla oturum açılabilir.`,
      notYou: () => 'Bunu siz yapmadıysanız geçiş anahtarını silin ve parolanızı hemen değiştirin.',
    },
    passkey_removed: {
      subject: (brand) => `${brand} hesabınızdan geçiş anahtarı silindi`,
      lead: (brand) =>
        `${brand} hesabınızdan bir geçiş anahtarı silindi. Artık onunla oturum açılamaz.`,
      notYou: () => 'Bunu siz yapmadıysanız parolanızı hemen değiştirin.',
    },
    webhook_disabled: {
      subject: (brand) => `${brand} hesabınızdaki bir webhook kapatıldı`,
      lead: (brand) =>
        `${brand} hesabınızdaki bir webhook kapatıldı; çünkü alıcısı çok uzun süre yanıt vermedi veya artık ileti istemiyor. Siz yeniden açana kadar ona hiçbir şey gönderilmez.`,
      notYou: () => 'Artık ihtiyacınız yoksa silebilirsiniz.',
    },
  },
}
