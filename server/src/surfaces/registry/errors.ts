import type { AppError, Fault } from '../../kernel/errors.ts'

/** Failures in the words of the registry; all five fields are always there. */
export const registryError =
  (docUrl: () => string) => (error: AppError, _requestId: string, route?: string) =>
    isOAuth(route) ? oauthError(error) : plainError(error, docUrl())

/** The routes where clients of RFC 6749 speak for themselves. */
const isOAuth = (route: string | undefined): boolean =>
  route === 'registry.token' || route === 'registry.revoke_token'

function plainError(error: AppError, doc_url: string) {
  const [fault] = error.faults
  const body = {
    error: {
      type: typeOf(error),
      code: codeOf(error, fault),
      message: error.message,
      param: fault && fault.path.length > 0 ? paramOf(fault) : null,
      doc_url,
    },
  }
  return error.status === 401 ? { body, headers: challenge } : { body }
}

const challenge = { 'www-authenticate': 'Bearer realm="registry", Basic realm="registry"' }

function typeOf({ status, code }: AppError): string {
  if (status === 401) return 'authentication_error'
  if (status === 429) return 'rate_limit_error'
  if (status >= 500 || code === 'idempotency_in_progress') return 'api_error'
  return 'invalid_request_error'
}

/** The codes that features own and this contract, too. */
const own = new Set([
  'app_invalid_state',
  'app_incomplete',
  'slug_taken',
  'too_many_credentials',
  'idempotency_key_reused',
  'idempotency_in_progress',
])

const ofKind: Partial<Record<AppError['kind'], string>> = {
  unauthenticated: 'authentication_failed',
  not_found: 'resource_missing',
  rate_limited: 'rate_limit_exceeded',
  internal: 'internal_error',
}

function codeOf({ kind, code }: AppError, fault: Fault | undefined): string {
  if (own.has(code)) return code
  const known = ofKind[kind]
  if (known) return known
  if (kind !== 'invalid') return code
  return fault?.code === 'required' ? 'parameter_missing' : 'parameter_invalid'
}

/** `redirect_uris[0]`; of a header its name as people write it. */
function paramOf({ in: where, path }: Fault): string {
  if (where === 'header') return headerNames[path[0] ?? ''] ?? path.join('.')
  return path.reduce((param, part) =>
    /^\d+$/.test(part) ? `${param}[${part}]` : `${param}.${part}`,
  )
}

const headerNames: Record<string, string> = { 'idempotency-key': 'Idempotency-Key' }

/** RFC 6749 §5.2: what is not of its words is one of them. */
function oauthError(error: AppError) {
  const code = oauthCodes.has(error.code) ? error.code : (oauthOf[error.kind] ?? 'invalid_request')
  const body = { error: code, error_description: printable(error.message) }
  return code === 'invalid_client' ? { body, headers: clientChallenge } : { body }
}

const clientChallenge = { 'www-authenticate': 'Basic realm="registry"' }

const oauthCodes = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'invalid_scope',
  'unsupported_grant_type',
])

const oauthOf: Partial<Record<AppError['kind'], string>> = {
  rate_limited: 'temporarily_unavailable',
  unavailable: 'temporarily_unavailable',
  internal: 'server_error',
}

/** The characters that RFC 6749 §5.2 lets a description have. */
const printable = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'")
