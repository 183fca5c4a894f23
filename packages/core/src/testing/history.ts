import { grouped } from '../kernel/index.ts'
import { faultsOfCounter } from './history-counters.ts'
import { faultsOfOrders } from './history-orders.ts'

/** What a client asks for: units of an item, how many are left, an order for a cart, or which order a cart became. */
export type Asked =
  | { readonly kind: 'take' | 'give'; readonly item: string; readonly quantity: number }
  | { readonly kind: 'count'; readonly item: string }
  | { readonly kind: 'place' | 'find'; readonly cart: string }

/**
 * `refused` and `failed` say for certain that nothing was done: there were too few units, or for another reason. Of a cart both say that
 * it was no order yet.
 */
export type Said =
  | { readonly outcome: 'ok'; readonly value?: number | string | null }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'unknown' }

/** One operation as its client saw it, in logical time: `to` is infinite when no answer came. */
export interface Operation {
  readonly asked: Asked
  readonly said: Said
  readonly from: number
  readonly to: number
}

export interface Pending {
  /** Done; with what was counted, or the id of the order (null when `find` found none). */
  ok(value?: number | string | null): void
  refused(): void
  failed(): void
}

/** What concurrent clients were told, in the order in which it happened. */
export interface History {
  readonly operations: readonly Operation[]
  /** Notes that a client asks now. What is never answered stays unknown: it may have happened at any time since, or never. */
  ask(asked: Asked): Pending
}

export interface HistoryReport {
  readonly operations: number
  readonly unknown: number
  /** Why no legal order of the operations exists; empty when there is one. */
  readonly faults: readonly string[]
}

export interface HistoryStart {
  /** Units of each item that a history takes, gives or counts, before its first operation. */
  readonly units?: Readonly<Record<string, number>>
}

/**
 * A history in the manner of Jepsen. Operations of one process get their times from the order of the calls:
 * call `ask` before a request leaves and answer it when its answer is there.
 *
 * @example
 * const pending = history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 })
 * const { status } = await buy()
 * if (status < 300) pending.ok()
 * else if (status === 409) pending.refused()
 */
export function createHistory(): History {
  const operations: Operation[] = []
  let time = 0
  return {
    operations,
    ask(asked) {
      const from = ++time
      const at = operations.push({ asked, said: { outcome: 'unknown' }, from, to: Number.POSITIVE_INFINITY }) - 1
      const end = (said: Said) => {
        if (operations[at]?.said.outcome !== 'unknown') throw new Error('an operation is answered once')
        operations[at] = { asked, said, from, to: ++time }
      }
      return {
        ok: (value) => end({ outcome: 'ok', ...(value === undefined ? {} : { value }) }),
        refused: () => end({ outcome: 'refused' }),
        failed: () => end({ outcome: 'failed' }),
      }
    },
  }
}

/**
 * Proves that what the clients were told can have happened one operation after the other, each between its question and its answer:
 * no unit was sold twice or lost, no refusal was a lie, no cart became two orders, nothing that was seen went away again.
 */
export function checkHistory(operations: readonly Operation[], { units = {} }: HistoryStart = {}): HistoryReport {
  const faults = [...grouped(operations, itemOf)].flatMap(([item, own]) =>
    item === undefined ? [] : faultsOfCounter(own, { item, units: units[item] ?? 0 }),
  )
  return {
    operations: operations.length,
    unknown: operations.filter(({ said }) => said.outcome === 'unknown').length,
    faults: [...faults, ...faultsOfOrders(operations)],
  }
}

/** Throws with every cause when no legal order exists. */
export function assertHistory(operations: readonly Operation[], start?: HistoryStart): HistoryReport {
  const report = checkHistory(operations, start)
  if (report.faults.length > 0) throw new Error(`no order explains the history:\n${report.faults.join('\n')}`)
  return report
}

function itemOf({ asked }: Operation): string | undefined {
  return 'item' in asked ? asked.item : undefined
}
