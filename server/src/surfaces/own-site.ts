import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../engines/context.ts'
import { forbidden } from '../kernel/errors.ts'
import { header } from './request.ts'

/**
 * A browser says from which page a write comes. Where a cookie authenticates or is set, it must be
 * one of ours; programs send no Origin and are let through.
 * @throws forbidden `cross_site`
 */
export function mustBeOwnSite(ctx: Ctx, request: FastifyRequest): void {
  const origin = header(request, 'origin')
  const isForeign = origin === undefined ? isCrossSite(request) : !isOurs(ctx, request, origin)
  if (isForeign) throw forbidden('cross_site', 'Not from a page of another site')
}

const isCrossSite = (request: FastifyRequest): boolean =>
  header(request, 'sec-fetch-site') === 'cross-site'

const isOurs = (ctx: Ctx, request: FastifyRequest, origin: string): boolean =>
  origin === new URL(ctx.instance.publicUrl).origin ||
  origin === `${request.protocol}://${request.host}`
