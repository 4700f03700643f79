import { counted, type Texts } from './texts.ts'

export const es: Texts = {
  hello: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
  minutes: counted('es', { one: 'minuto', other: 'minutos' }),
  codeLasts: (duration) => `El código es válido durante ${duration} y solo funciona una vez.`,
  linkLasts: (duration) => `El enlace es válido durante ${duration} y solo funciona una vez.`,
  keepCode: 'No lo comparta con nadie.',
  copyLink: 'Si el botón no funciona, copie esta dirección en su navegador:',
  wasNotMe: 'No he sido yo',
  automatic: (brand) => `Este es un mensaje automático de ${brand}.`,
  keysStay: 'Estas claves de API siguen siendo válidas. Revoque las que no reconozca:',
  codeSubject: (brand, code) => `${code} es su código de ${brand}`,
  facts: { key: 'Clave:', at: 'Fecha:', device: 'Dispositivo:', address: 'Dirección IP:' },
  buttons: {
    verify_email: 'Confirmar la dirección',
    reset_password: 'Elegir una contraseña nueva',
    set_password: 'Crear una contraseña',
    invitation: 'Aceptar la invitación',
    sign_up_notice: 'Iniciar sesión',
    account: 'Abrir mi cuenta',
  },
  mails: {
    verify_email: {
      lead: (brand) =>
        `Le damos la bienvenida a ${brand}. Introduzca este código para confirmar su correo electrónico:`,
      notYou: () =>
        'Si no se ha registrado, puede ignorar este mensaje: la dirección no se confirmará.',
    },
    sign_in_code: {
      lead: (brand) => `Introduzca este código para iniciar sesión en ${brand}:`,
      notYou: () =>
        'Si no ha pedido ningún código, puede ignorar este mensaje. Sin el código nadie puede iniciar sesión.',
    },
    magic_link: {
      lead: (brand) => `Inicie sesión en ${brand} con este código o con el botón de abajo:`,
      notYou: () =>
        'Si no lo ha pedido, puede ignorar este mensaje. Sin él nadie puede iniciar sesión.',
    },
    reauthenticate: {
      lead: (brand) => `Introduzca este código para confirmar un cambio en su cuenta de ${brand}:`,
      notYou: () =>
        'Si no ha pedido ningún código, es posible que otra persona haya iniciado sesión en su cuenta. Cambie su contraseña.',
    },
    email_change: {
      lead: (brand) =>
        `Introduzca este código o use el botón de abajo para que esta sea la dirección de correo de su cuenta de ${brand}:`,
      notYou: () =>
        'Si no lo ha pedido, no lo confirme: su dirección pasaría a pertenecer a la cuenta de otra persona.',
    },
    reset_password: {
      subject: (brand) => `Restablezca su contraseña de ${brand}`,
      lead: (brand) => `Ha pedido restablecer su contraseña de ${brand}. Elija una nueva aquí:`,
      notYou: () =>
        'Si no lo ha pedido, puede ignorar este mensaje. Su contraseña sigue siendo la misma.',
    },
    set_password: {
      subject: (brand) => `Cree una contraseña para ${brand}`,
      lead: (brand) => `Su cuenta de ${brand} aún no tiene contraseña. Puede crear una aquí:`,
      notYou: () => 'Si no lo ha pedido, puede ignorar este mensaje. Su cuenta no cambia.',
    },
    invitation: {
      subject: (brand) => `Tiene una invitación a ${brand}`,
      lead: (brand) => `Le han invitado a administrar ${brand}. Acepte aquí la invitación:`,
      notYou: () => 'Si no lo esperaba, puede ignorar este correo. Sin usted no ocurre nada.',
    },
    sign_up_notice: {
      subject: (brand) => `Ya tiene una cuenta de ${brand}`,
      lead: (brand) =>
        `Alguien, quizá usted, ha intentado registrarse en ${brand} con esta dirección de correo. Ya tiene una cuenta, así que no se ha creado ninguna nueva. Inicie sesión sin más o restablezca su contraseña si la ha olvidado.`,
      notYou: () => 'Si no ha sido usted, no tiene que hacer nada. Su cuenta no ha cambiado.',
    },
    key_created: {
      subject: (brand) => `Nueva clave de API en su cuenta de ${brand}`,
      lead: (brand) => `Se ha creado una nueva clave de API en su cuenta de ${brand}.`,
      notYou: () => 'Si no ha sido usted, revoque la clave y cambie su contraseña de inmediato.',
    },
    key_revoked: {
      subject: (brand) => `Clave de API revocada en su cuenta de ${brand}`,
      lead: (brand) => `Se ha revocado una clave de API de su cuenta de ${brand}. Ya no funciona.`,
      notYou: () => 'Si no ha sido usted, cambie su contraseña y revise sus demás claves.',
    },
    google_linked: {
      subject: (brand) => `Google vinculado a su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha vinculado una cuenta de Google a su cuenta de ${brand}. Ya puede iniciar sesión con ella.`,
      notYou: () => 'Si no ha sido usted, desvincule Google y cambie su contraseña de inmediato.',
    },
    google_unlinked: {
      subject: (brand) => `Google desvinculado de su cuenta de ${brand}`,
      lead: (brand) =>
        `La cuenta de Google se ha desvinculado de su cuenta de ${brand}. Ya no sirve para iniciar sesión.`,
      notYou: () => 'Si no ha sido usted, cambie su contraseña de inmediato.',
    },
    password_changed: {
      subject: (brand) => `Su contraseña de ${brand} ha cambiado`,
      lead: (brand) => `Se ha cambiado la contraseña de su cuenta de ${brand}.`,
      notYou: () => 'Si no ha sido usted, restablezca su contraseña de inmediato.',
    },
    email_change_notice: {
      subject: (brand) => `Su dirección de correo en ${brand} está a punto de cambiar`,
      lead: (brand) =>
        `Alguien ha pedido cambiar la dirección de correo de su cuenta de ${brand}. Esta dirección sigue en uso hasta que se confirme la nueva.`,
      notYou: () =>
        'Si no ha sido usted, deténgalo con el enlace de abajo y cambie su contraseña de inmediato.',
    },
    email_changed: {
      subject: (brand) => `Se ha cambiado la dirección de correo de su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha cambiado la dirección de correo de su cuenta de ${brand}. A partir de ahora escribiremos a la nueva.`,
      notYou: (brand) => `Si no ha sido usted, póngase en contacto con ${brand} lo antes posible.`,
    },
    account_deleted: {
      subject: (brand) => `Su cuenta de ${brand} se ha eliminado`,
      lead: (brand) =>
        `Su cuenta de ${brand} se ha eliminado. Gracias por haber estado con nosotros.`,
      notYou: (brand) => `Si no ha sido usted, póngase en contacto con ${brand} lo antes posible.`,
    },
    mfa_enabled: {
      subject: (brand) => `Verificación en dos pasos activada en su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha activado la verificación en dos pasos en su cuenta de ${brand}. A partir de ahora, al iniciar sesión se le pedirá también un código de su aplicación de autenticación.`,
      notYou: () => 'Si no ha sido usted, cambie su contraseña de inmediato y desactívela.',
    },
    mfa_disabled: {
      subject: (brand) => `Verificación en dos pasos desactivada en su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha desactivado la verificación en dos pasos en su cuenta de ${brand}. Al iniciar sesión ya no se pide ningún código.`,
      notYou: () => 'Si no ha sido usted, cambie su contraseña de inmediato y vuelva a activarla.',
    },
    new_sign_in: {
      subject: (brand) => `Nuevo inicio de sesión en su cuenta de ${brand}`,
      lead: (brand) =>
        `Alguien, quizá usted, ha iniciado sesión en su cuenta de ${brand} desde un lugar desde el que no se había usado últimamente.`,
      notYou: () =>
        'Si no ha sido usted, cambie su contraseña de inmediato y cierre la sesión en todos los dispositivos.',
    },
    passkey_added: {
      subject: (brand) => `Nueva llave de acceso en su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha añadido una llave de acceso a su cuenta de ${brand}. Ya se puede iniciar sesión con ella.`,
      notYou: () =>
        'Si no ha sido usted, elimine la llave de acceso y cambie su contraseña de inmediato.',
    },
    passkey_removed: {
      subject: (brand) => `Llave de acceso eliminada de su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha eliminado una llave de acceso de su cuenta de ${brand}. Ya no sirve para iniciar sesión.`,
      notYou: () => 'Si no ha sido usted, cambie su contraseña de inmediato.',
    },
    webhook_disabled: {
      subject: (brand) => `Webhook desactivado en su cuenta de ${brand}`,
      lead: (brand) =>
        `Se ha desactivado un webhook de su cuenta de ${brand}, porque su destinatario falló durante demasiado tiempo o ya no quiere mensajes. No se le enviará nada hasta que vuelva a activarlo.`,
      notYou: () => 'Si ya no lo necesita, puede eliminarlo.',
    },
  },
}
