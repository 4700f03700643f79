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
    account_deleted: {
      subject: (brand) => `Su cuenta de ${brand} se ha eliminado`,
      lead: (brand) =>
        `Su cuenta de ${brand} se ha eliminado. Gracias por haber estado con nosotros.`,
      notYou: (brand) => `Si no ha sido usted, póngase en contacto con ${brand} lo antes posible.`,
    },
  },
}
