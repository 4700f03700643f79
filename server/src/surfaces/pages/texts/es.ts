import type { Texts } from './texts.ts'

const deadLink = 'Este enlace ya no funciona'

export const es: Texts = {
  direction: 'ltr',
  verify: {
    title: 'Confirme su dirección de correo',
    lead: (brand) =>
      `Pulse el botón para confirmar que esta dirección es suya y terminar el registro en ${brand}.`,
    button: 'Confirmar mi dirección de correo',
    done: {
      title: 'Su dirección de correo está confirmada',
      text: 'Puede cerrar esta página y continuar en la aplicación.',
    },
    dead: {
      title: deadLink,
      text: 'Ya se ha utilizado, es demasiado antiguo o está incompleto. Si su dirección está confirmada, no tiene que hacer nada más. Si no, pida un código nuevo en la aplicación.',
    },
  },
  signIn: {
    title: 'Iniciar sesión',
    lead: (brand) => `Pulse el botón para iniciar sesión en ${brand}.`,
    typeCode:
      'Escriba el código de seis cifras del mismo mensaje en la aplicación en la que quiera iniciar sesión.',
    button: 'Iniciar sesión',
    dead: {
      title: deadLink,
      text: 'Ya se ha utilizado, es demasiado antiguo o está incompleto. Pida un mensaje nuevo en la aplicación.',
    },
  },
  changeLead: (brand) =>
    `Pulse el botón para confirmar que esta dirección es suya y usarla desde ahora para su cuenta de ${brand}. Hágalo solo si lo ha pedido.`,
  reset: {
    title: 'Elija una contraseña nueva',
    lead: (brand) =>
      `Sustituirá a la contraseña de su cuenta de ${brand}. Se cerrará la sesión en todos sus dispositivos.`,
    label: 'Contraseña nueva',
    rules: (least) =>
      `De ${least} a 128 caracteres. Unas cuantas palabras seguidas son una buena elección.`,
    button: 'Guardar la contraseña',
    refused: {
      too_short: (least) => `La contraseña debe tener al menos ${least} caracteres.`,
      too_long: 'La contraseña puede tener 128 caracteres como máximo.',
      too_common: 'Esta contraseña es una de las más comunes. Elija otra.',
      too_personal: 'La contraseña no puede ser su nombre ni su dirección de correo.',
      characters:
        'La contraseña necesita también otros tipos de caracteres: mayúsculas, minúsculas, cifras o símbolos.',
    },
    done: {
      title: 'Su contraseña se ha guardado',
      text: 'Inicie sesión con la contraseña nueva.',
    },
    dead: {
      title: deadLink,
      text: 'Ya se ha utilizado, es demasiado antiguo o está incompleto. Aquí puede pedir uno nuevo.',
    },
  },
  forgot: {
    title: 'Restablezca su contraseña',
    lead: (brand) =>
      `Escriba la dirección de correo de su cuenta de ${brand}. Le enviaremos un enlace.`,
    label: 'Dirección de correo',
    button: 'Enviar el enlace',
    notAnAddress: 'Escriba una dirección completa, por ejemplo nombre@example.com.',
    done: {
      title: 'Revise su correo',
      text: 'Si la cuenta existe, recibirá un mensaje con un enlace. Mire también en la carpeta de correo no deseado.',
    },
  },
  notMe: {
    title: '¿No ha sido usted?',
    lead: (brand) =>
      `Alguien, quizá por error, ha usado su dirección de correo en ${brand}. Si pulsa el botón, el código y el enlace del mensaje dejarán de funcionar. Un registro que nadie haya confirmado se eliminará; una cuenta confirmada seguirá como está.`,
    button: 'No he sido yo',
    done: {
      title: 'Gracias',
      text: 'El código y el enlace del mensaje ya no funcionan. Si el registro no estaba confirmado, se ha eliminado; una cuenta confirmada no ha cambiado.',
    },
    dead: {
      title: deadLink,
      text: 'Es demasiado antiguo o está incompleto, o el código del mensaje ya se ha utilizado. No se ha cambiado nada.',
    },
  },
  invite: {
    title: 'Aceptar la invitación',
    lead: (brand) =>
      `Le han invitado a administrar ${brand}. Elija un nombre y una contraseña para su cuenta.`,
    leadKnown: (brand) =>
      `Le han invitado a administrar ${brand}. Ya tiene una cuenta: introduzca su contraseña para aceptar.`,
    name: 'Su nombre',
    password: 'Contraseña de su cuenta',
    button: 'Aceptar',
    wrong: 'Esta no es la contraseña de su cuenta.',
    done: {
      title: 'Le damos la bienvenida',
      text: 'Ya puede iniciar sesión con su correo y su contraseña.',
    },
    dead: {
      title: deadLink,
      text: 'Ya se ha usado, ha caducado o se ha retirado. Pida uno nuevo a quien le invitó.',
    },
  },
  authorize: {
    title: 'Conectar una aplicación',
    lead: (app, brand) => `${app} solicita acceso a su cuenta de ${brand}:`,
    scopes: {
      read: (things) => `Ver ${things}`,
      write: (things) => `Modificar ${things}`,
      things: {
        payments: 'sus pagos',
        customers: 'los datos de sus clientes',
        refunds: 'sus reembolsos',
        products: 'sus productos',
        prices: 'sus precios',
        orders: 'sus pedidos',
        fulfillments: 'la preparación de sus pedidos',
        inventory: 'su inventario',
        usage: 'el consumo de sus clientes',
      },
    },
    signIn: 'Para permitirlo, inicie sesión.',
    identifier: 'Correo electrónico o nombre de usuario',
    password: 'Contraseña',
    wrong: 'El correo electrónico, el nombre de usuario o la contraseña no son correctos.',
    code: 'Código de su aplicación de autenticación',
    wrongCode: 'Este código es incorrecto o demasiado antiguo.',
    allow: 'Permitir',
    deny: 'Rechazar',
    dead: {
      title: 'No se puede conectar esta aplicación',
      text: 'El enlace está incompleto o es incorrecto. No se ha cambiado nada. Informe al creador de la aplicación.',
    },
    notYours: 'Su función en esta organización no le permite conectar aplicaciones.',
  },
  errors: {
    unreadable: {
      title: 'No ha funcionado',
      text: 'No hemos podido leer lo que se ha enviado. Abra de nuevo el enlace del mensaje.',
    },
    failed: {
      title: 'Algo ha salido mal',
      text: 'El fallo es nuestro. Inténtelo de nuevo en unos minutos.',
    },
    tooMany: 'Demasiados intentos',
    unavailable: 'No disponible en este momento',
    tryAgain: (when) => `Inténtelo de nuevo ${when}.`,
  },
}
