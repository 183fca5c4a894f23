import type { RowError } from './product.ts'

/** Errors that a report names one by one. */
const MOST_ERRORS = 10_000

export interface ImportProgress {
  readonly rows: number
  readonly products: number
  readonly errors: number
}

export interface ImportReport {
  readonly dryRun: boolean
  readonly rows: number
  readonly products: { readonly created: number; readonly updated: number; readonly unchanged: number }
  readonly variants: number
  /** The first 10 000, by line: enough to see what is wrong, and a file of nothing but mistakes stays readable. */
  readonly errors: readonly RowError[]
  /** All of them. */
  readonly errorCount: number
}

/** What went wrong so far: all of it counted, the first of it named. */
export interface Findings {
  add(errors: readonly RowError[]): void
  count(): number
  byLine(): RowError[]
}

export function createFindings(): Findings {
  const named: RowError[] = []
  let all = 0
  return {
    add(errors) {
      all += errors.length
      named.push(...errors.slice(0, MOST_ERRORS - named.length))
    },
    count: () => all,
    byLine: () => [...named].sort((a, b) => a.line - b.line),
  }
}
