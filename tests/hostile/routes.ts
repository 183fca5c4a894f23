import { admin } from '../../packages/core/src/contract/admin.ts'
import { store } from '../../packages/core/src/contract/store.ts'
import type { Endpoint } from '../../packages/core/src/kernel/index.ts'

export interface Route {
  readonly surface: 'admin' | 'store'
  readonly room: string
  /** `admin.orders.cancel`. */
  readonly name: string
  readonly endpoint: Endpoint
  /** With its surface: `/admin/orders/:id/cancellation`. */
  readonly path: string
}

type Surfaces = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>

function routesOf(surface: Route['surface'], rooms: Surfaces): Route[] {
  return Object.entries(rooms).flatMap(([room, contract]) =>
    Object.entries(contract).map(([key, endpoint]) => ({
      surface,
      room,
      name: `${surface}.${room}.${key}`,
      endpoint,
      path: `/${surface}${endpoint.path}`,
    })),
  )
}

/** Every endpoint that the contracts declare: what is not in here does not exist for clients either. */
export const adminRoutes: readonly Route[] = routesOf('admin', admin)
export const storeRoutes: readonly Route[] = routesOf('store', store)

const ENDS = /\/(archive|cancel|cancellation|discard|complete|completion)$/

/** First what makes things, then what ends them, then what moves the ground under all of them. */
export function gentlyOrdered(routes: readonly Route[]): readonly Route[] {
  const rank = ({ room, endpoint: { method }, path }: Route) =>
    room === 'markets' ? 3 : method === 'DELETE' ? 2 : ENDS.test(path) ? 1 : 0
  return [...routes].sort((a, b) => rank(a) - rank(b))
}

export const paramsOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)

/** The path with its parameters filled in, as they are to stand in the URL. */
export function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? 'x')
}
