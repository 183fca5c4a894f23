import { streamed } from '../kernel/index.ts'

const SPECIAL = /[",\r\n]/
const FORMULA = /^'*[=+\-@\t\r]/

export type Cell = string | number | null

/**
 * One line of RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection), and so does
 * text that looks as if it had got one, so that a reader can take exactly one away.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}

function written(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV download that is written while it is read, in chunks, so that its size does not matter. */
export function csvResponse(name: string, lines: AsyncGenerator<string>): Response {
  return new Response(streamed(lines), {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}.csv"` },
  })
}
