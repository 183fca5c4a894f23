/** A named place where rooms and plugins hang values in: providers, filters, claims, subscriptions, jobs. The type travels with the value. */
export interface ExtensionPoint<T> {
  readonly name: string
  /** Never set; it carries the type. */
  readonly '~type'?: T
}

export interface Contribution {
  readonly point: string
  readonly value: unknown
  readonly order: number
}

export interface Extensions {
  /** Everything contributed to a point, in order: `pre`, then normal, then `post`, each in the order of registration. */
  of<T>(point: ExtensionPoint<T>): readonly T[]
}

export type Order = 'pre' | 'normal' | 'post'

const RANK: Record<Order, number> = { pre: 0, normal: 1, post: 2 }

export function extensionPoint<T>(name: string): ExtensionPoint<T> {
  return { name }
}

/** One value for a point: `contributes: [contribute(paymentProvider, manual)]`. */
export function contribute<T>(point: ExtensionPoint<T>, value: T, order: Order = 'normal'): Contribution {
  return { point: point.name, value, order: RANK[order] }
}

export function createExtensions(contributions: readonly Contribution[]): Extensions {
  const byPoint = new Map<string, unknown[]>()
  for (const { point, value } of [...contributions].sort((a, b) => a.order - b.order)) {
    const values = byPoint.get(point)
    if (values === undefined) byPoint.set(point, [value])
    else values.push(value)
  }
  const none: readonly never[] = []
  return { of: <T>(point: ExtensionPoint<T>) => (byPoint.get(point.name) as readonly T[] | undefined) ?? none }
}
