import type { Issue } from '@vitrine/core'
import type { Count, IssueRow } from './tables.ts'

/** Lines of a report that are kept in full; counts are of all. */
const MOST_ISSUES = 20_000
const TOGETHER = 500

interface Noted {
  readonly key: string
  readonly productId: string
  readonly issues: readonly Issue[]
}

interface Totals {
  readonly items: number
  readonly refused: number
  readonly warned: number
  readonly counts: readonly Count[]
}

/** Counts what is wrong with items, and hands lines on in bunches. */
export function tally(keep: (rows: readonly Omit<IssueRow, 'version'>[]) => Promise<unknown>) {
  const counts = new Map<string, { readonly first: Issue; items: number }>()
  const totals = { items: 0, refused: 0, warned: 0 }
  let waiting: Omit<IssueRow, 'version'>[] = []
  let number = 0
  const flush = async () => {
    const rows = waiting
    waiting = []
    if (rows.length > 0) await keep(rows)
  }
  return {
    /** Resolves when the next may come; undefined when it may at once. */
    note({ key, productId, issues }: Noted): Promise<void> | undefined {
      totals.items += 1
      if (issues.length === 0) return undefined
      if (issues.some(({ severity }) => severity === 'error')) totals.refused += 1
      else totals.warned += 1
      const seen = new Set<string>()
      for (const issue of issues) {
        const { severity, code, field = '', message } = issue
        const kind = `${severity} ${code} ${field}`
        const count = counts.get(kind) ?? { first: issue, items: 0 }
        counts.set(kind, count)
        if (!seen.has(kind)) count.items += 1
        seen.add(kind)
        if (number >= MOST_ISSUES) continue
        waiting.push({ number, key, productId, severity, code, field, message })
        number += 1
      }
      return waiting.length < TOGETHER ? undefined : flush()
    },
    async end(): Promise<Totals> {
      await flush()
      const all = [...counts.values()].map(
        ({ first: { severity, code, field = '' }, items }): Count => ({ severity, code, field, items }),
      )
      return { ...totals, counts: all.sort((one, other) => other.items - one.items) }
    },
  }
}
