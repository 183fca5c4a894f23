import { isOn, type Switch } from './switch.ts'

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
  /** While it is off, nobody finds the value. */
  readonly power?: Switch
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

/** Contributions that nobody finds while the switch is off. */
export function switched(contributions: readonly Contribution[], power: Switch): Contribution[] {
  return contributions.map((contribution) => ({ ...contribution, power }))
}

export function createExtensions(contributions: readonly Contribution[]): Extensions {
  const byPoint = new Map<string, Contribution[]>()
  for (const contribution of [...contributions].sort((a, b) => a.order - b.order)) {
    const found = byPoint.get(contribution.point)
    if (found === undefined) byPoint.set(contribution.point, [contribution])
    else found.push(contribution)
  }
  const readers = new Map([...byPoint].map(([point, found]) => [point, readerOf(found)]))
  const none: readonly never[] = []
  return { of: <T>(point: ExtensionPoint<T>) => (readers.get(point.name)?.() as readonly T[] | undefined) ?? none }
}

/** Most points have nothing that is ever turned off: their list is made once. */
function readerOf(found: readonly Contribution[]): () => readonly unknown[] {
  const all = found.map(({ value }) => value)
  if (found.every(({ power }) => power === undefined)) return () => all
  return () => found.filter(({ power }) => isOn(power)).map(({ value }) => value)
}
