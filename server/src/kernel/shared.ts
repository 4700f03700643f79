import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type Method,
  mount,
  mustBePlain,
  preflight,
  type Route,
  registrationOf,
  type Surface,
  sendError,
  serve,
} from './route.ts'

/** What of a request says whose it is. */
export type Sent = Pick<FastifyRequest, 'body' | 'headers'>

/** A path that two contracts name: each keeps its route, and what was sent says which of them answers. */
export interface SharedPath {
  method: Method
  path: string
  /** The name of a surface that has this route. */
  whose(sent: Sent): string
}

interface Holder<C> {
  surface: Surface<C>
  route: Route<C>
}

/** Mounts every surface; the shared paths stand once, beside them. */
export function mountAll<C>(
  app: FastifyInstance,
  surfaces: readonly Surface<C>[],
  shared: readonly SharedPath[],
): void {
  const isShared = (route: Route<C>) => shared.some((one) => isAt(one, route))
  for (const surface of surfaces) {
    mount(app, { ...surface, routes: surface.routes.filter((route) => !isShared(route)) })
  }
  for (const one of shared) {
    const holders = surfaces.flatMap((surface) =>
      surface.routes.filter((route) => isAt(one, route)).map((route) => ({ surface, route })),
    )
    mountShared(app, one, holders)
  }
}

const isAt = (one: SharedPath, route: Pick<Route, 'method' | 'path'>): boolean =>
  one.method === route.method && one.path === route.path

/**
 * Whose a request is stands in its body, so here that is read before anybody is admitted. From then
 * on everything happens in the words of one surface; what could not be read is refused in those of
 * all. The first surface lends limits, preflight and the name in the log.
 */
function mountShared<C>(
  app: FastifyInstance,
  { path, whose }: SharedPath,
  holders: readonly Holder<C>[],
): void {
  const [first] = holders
  if (!first) throw new Error(`no surface has ${path}`)
  const served = new Map(
    holders.map(({ surface, route }) => [surface.name, { surface, ...serve(surface, route) }]),
  )
  app.register(async (scope) => {
    scope.decorateRequest('context', null)
    scope.setErrorHandler((error, request, reply) =>
      sendError(inAllWords(holders), error, request, reply),
    )
    scope.route({
      ...registrationOf(first.surface, first.route),
      onRequest: async (request, reply) => mustBePlain(request, reply),
      handler: async (request, reply) => {
        const one = served.get(whose(request))
        if (!one) throw new Error(`no such surface at ${path}`)
        try {
          await one.admit(request, reply)
          return await one.answer(request, reply)
        } catch (error) {
          return sendError(one.surface, error, request, reply)
        }
      },
    })
    preflight(scope, first.surface, path, [first.route.method])
  })
}

/** One body that the clients of each can read, and the status of the first. */
function inAllWords<C>(holders: readonly Holder<C>[]): Pick<Surface<C>, 'errorBody' | 'statusOf'> {
  const surfaces = holders.map(({ surface }) => surface)
  return {
    statusOf: (error) => surfaces[0]?.statusOf?.(error) ?? error.status,
    errorBody: (error, requestId) => {
      const bodies = surfaces.map((surface) => surface.errorBody(error, requestId).body)
      return { body: Object.assign({}, ...bodies) }
    },
  }
}
