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

/** The errors as CSV, to be opened beside the file that was imported. */
export function errorsCsv(errors: readonly RowError[]): string {
  const quote = (text: string | number | null) => `"${String(text ?? '').replaceAll('"', '""')}"`
  const lines = errors.map(({ line, key, column, code, message }) =>
    [line, key, column, code, message].map(quote).join(','),
  )
  return `${['line,product,column,code,message', ...lines].join('\r\n')}\r\n`
}
