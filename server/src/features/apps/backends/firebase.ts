import type { Ctx } from '../../../engines/context.ts'
import { readFields } from './fields.ts'
import { removeAccount, writeAccount } from './firebase-auth.ts'
import { removeDocument, writeDocument } from './firestore.ts'
import { addressesOf, type Google } from './google.ts'
import { accessToken, forgetToken } from './google-access.ts'
import type { Backend, BackendUser } from './index.ts'
import { openLine } from './line.ts'
import { readServiceAccount, type ServiceAccount, signCustomToken } from './service-account.ts'

export interface FirebaseSettings {
  serviceAccount: ServiceAccount
}

/**
 * Users in Firebase Auth and in the Firestore collection `users`, both under our id; the app signs
 * in with a custom token that is signed here.
 */
export const firebase: Backend<FirebaseSettings> = {
  checkSettings(extra) {
    const fields = readFields(extra, 'backendExtra', ['serviceAccount'])
    return { serviceAccount: readServiceAccount(fields.serviceAccount) }
  },

  async signIn(ctx, settings, user) {
    await write(ctx, settings, user)
    return { firebaseToken: await signCustomToken(settings.serviceAccount, user.id) }
  },

  update: write,

  async remove(ctx, settings, user) {
    const google = await open(ctx, settings)
    await removeDocument(google, user.id)
    await removeAccount(google, user.id)
  },
}

async function write(ctx: Ctx, settings: FirebaseSettings, user: BackendUser): Promise<void> {
  const google = await open(ctx, settings)
  await writeAccount(google, user)
  await writeDocument(google, user)
}

async function open(ctx: Ctx, { serviceAccount }: FirebaseSettings): Promise<Google> {
  const line = openLine(ctx, 'firebase')
  const { token: url, ...addresses } = addressesOf(ctx.instance.firebaseUrl, serviceAccount)
  const token = await accessToken(ctx, serviceAccount, url)
  const forget = () => forgetToken(ctx, serviceAccount, url)
  return { line, token, forget, ...addresses }
}
