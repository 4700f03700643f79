import { createPrivateKey, X509Certificate } from 'node:crypto'
import { invalidField } from '../../kernel/errors.ts'

const leastBits = 2048

/** A certificate as PEM, however it came: metadata have no more than its base64. */
const asPem = (text: string): string => {
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  const lines = text.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/**
 * One spelling for every certificate. Its dates are not looked at: a certificate here is a key that
 * an administrator pinned, and says nothing more.
 * @throws invalid unless it holds an RSA key of 2048 bits or more
 */
export function mustBeCertificate(text: string, field: string): string {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(asPem(text))
  } catch {
    throw invalidField(field, 'format', 'Must be an X.509 certificate')
  }
  const { publicKey } = certificate
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (publicKey.asymmetricKeyType === 'rsa' && bits >= leastBits) return certificate.toString()
  throw invalidField(field, 'format', `Must hold an RSA key of ${leastBits} bits or more`)
}

/** @throws invalid unless the key is the one of the certificate */
export function mustBelongTogether(certificate: string, privateKey: string): void {
  let fits = false
  try {
    fits = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))
  } catch {
    // Not a key at all.
  }
  if (!fits) throw invalidField('sp_private_key', 'format', 'Must be the key of sp_certificate')
}

const years = 10

/** A key of our own for one provider, and a certificate that says no more than whose it is. */
export async function makeKeys(
  name: string,
): Promise<{ sp_certificate: string; sp_private_key: string }> {
  await import('reflect-metadata')
  const { X509CertificateGenerator } = await import('@peculiar/x509')
  const signingAlgorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: leastBits,
  }
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify'])
  const notBefore = new Date(Date.now() - 86_400_000)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore,
    notAfter: new Date(notBefore.getTime() + years * 365 * 86_400_000),
    signingAlgorithm,
    keys,
  })
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    sp_certificate: new X509Certificate(certificate.toString('pem')).toString(),
    sp_private_key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}
