import type { Commerce } from '../../packages/core/src/commerce.ts'
import { admin } from '../../packages/core/src/contract/admin.ts'
import type { Endpoint } from '../../packages/core/src/kernel/index.ts'

/** One route as it is mounted, whoever mounted it: contracts, documents, health. */
export interface Mounted {
  readonly method: string
  /** The pattern: `/admin/orders/:id`. */
  readonly pattern: string
  /** A path that the pattern takes, of something that does not exist. */
  readonly path: string
}

/** Every route of a running shop, so that a new one is looked at without being written down anywhere. */
export function mountedRoutes({ app }: Pick<Commerce, 'app'>): readonly Mounted[] {
  const seen = new Map<string, Mounted>()
  for (const { method, path } of app.routes)
    if (method !== 'ALL' && !path.includes('*'))
      seen.set(`${method} ${path}`, { method, pattern: path, path: path.replace(/:\w+/g, 'x') })
  return [...seen.values()]
}

/** Routes whose answers belong to one person, or to staff: nobody in between may keep them. */
export function isPrivate(pattern: string): boolean {
  return (
    /^\/(admin|dev|hooks)\//.test(pattern) || /^\/store\/(customers|carts|orders|payment-providers)(\/|$)/.test(pattern)
  )
}

/** The same for everybody for ever: named by what it holds. Nothing else may be kept without asking. */
export const LASTING: readonly string[] = ['/store/media/:id/:file']

export const isWrite = ({ method }: Pick<Mounted, 'method'>): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

const contracts: readonly Readonly<Record<string, Endpoint>>[] = Object.values(admin)

/** `POST /admin/session`: routes of staff that anybody may call, because they are how one gets in. */
export const OPEN_TO_ALL: ReadonlySet<string> = new Set(
  contracts
    .flatMap((contract) => Object.values(contract))
    .filter(({ access }) => access === 'public')
    .map(({ method, path }) => `${method} /admin${path}`),
)
