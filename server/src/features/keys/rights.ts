import type { Ctx } from '../../engines/context.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { forbidden } from '../../kernel/errors.ts'
import * as grants from '../grants/index.ts'
import type { KeyKindName } from './kinds.ts'
import { covers, coversNamespaces, everything, peoplesScopes } from './scopes.ts'

/** Who may do what with keys, decided from the caller. */

/** The tenant whose keys the caller sees. Null is the default one: its keys carry none. */
export function tenantOf(ctx: Ctx): string | null {
  const { tenantId } = ctx.caller
  return tenantId === undefined || tenantId === defaultTenantId ? null : tenantId
}

/**
 * What the caller is here. A role is only a word: those of keys count for keys, and `tenant_admin`
 * counts in the tenants it was granted for.
 */
async function standing(ctx: Ctx): Promise<string> {
  const { role = 'authenticated', keyId, userId = '' } = ctx.caller
  const tenantId = tenantOf(ctx)
  const isKeyRole = role === 'service_role' || role === 'tenant_service'
  if (isKeyRole !== (keyId !== undefined)) return 'authenticated'
  if (role === 'tenant_service') return tenantId === null ? 'authenticated' : role
  if (role === 'admin') return tenantId === null ? role : 'authenticated'
  if (role !== 'tenant_admin') return role
  const held = await grants.list(ctx, userId)
  const isHere = held.some((g) => g.role === 'tenant_admin' && g.tenant_id === tenantId)
  return isHere ? role : 'authenticated'
}

const instance = ['instance_admin', 'service_role']
const administrators = [...instance, 'tenant_admin', 'tenant_service', 'admin']

/** Nobody makes or changes a key that may do more than they. */
const makersOf: Partial<Record<KeyKindName, readonly string[]>> = {
  gsk: instance,
  tsk: [...instance, 'tenant_admin', 'tenant_service'],
  anon: administrators,
  pk: administrators,
}

/** Whether the caller administers the tenant they are in. */
export const isAdminHere = async (ctx: Ctx): Promise<boolean> =>
  administrators.includes(await standing(ctx))

/** Whether the caller stands above every tenant: an instance admin, or a global service key. */
export const isAboveTenants = async (ctx: Ctx): Promise<boolean> =>
  instance.includes(await standing(ctx))

/** @throws forbidden `insufficient_permissions` */
export async function mustAdministerKeys(ctx: Ctx): Promise<void> {
  if (await isAdminHere(ctx)) return
  throw forbidden('insufficient_permissions', 'You do not administer this tenant')
}

/** @throws forbidden `insufficient_permissions` */
export async function mustBeMakerOf(ctx: Ctx, kind: KeyKindName): Promise<void> {
  if (makersOf[kind]?.includes(await standing(ctx))) return
  throw forbidden('insufficient_permissions', 'This key may do more than you')
}

/** What of its rights a key hands on. */
export interface Given {
  scopes: readonly string[]
  allowed_namespaces: readonly string[] | null
}

/**
 * Nobody gives what they do not hold: a key its scopes and namespaces, a person what people can do,
 * an administrator everything.
 * @throws forbidden `insufficient_permissions`
 */
export async function mustHold(ctx: Ctx, given: Given): Promise<void> {
  const { keyId, scopes = [], namespaces = null } = ctx.caller
  const own = keyId !== undefined ? scopes : await scopesOfPerson(ctx)
  if (covers(own, given.scopes) && coversNamespaces(namespaces, given.allowed_namespaces)) return
  throw forbidden('insufficient_permissions', 'A key cannot hold rights that you lack')
}

const scopesOfPerson = async (ctx: Ctx): Promise<readonly string[]> =>
  (await isAdminHere(ctx)) ? everything : peoplesScopes
