import type { RowError } from './product.ts'

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
  readonly errors: readonly RowError[]
}
