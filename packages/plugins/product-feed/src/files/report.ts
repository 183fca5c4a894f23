import { type PluginDatabase, param, query } from '@vitrine/core'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { ourField } from '../offers/fields.ts'
import { type IssueRow, issues } from './tables.ts'

const anyOr = (column: typeof issues.code | typeof issues.field | typeof issues.severity, name: string) =>
  sql`(${param(name)} is null or ${column} = ${param(name)})`

const found = query((q) =>
  q
    .select()
    .from(issues)
    .where(
      and(
        eq(issues.version, param('version')),
        gt(issues.number, param('after')),
        anyOr(issues.code, 'code'),
        anyOr(issues.field, 'field'),
        anyOr(issues.severity, 'severity'),
      ),
    )
    .orderBy(asc(issues.number))
    .limit(param('limit')),
)

export interface Wanted {
  readonly code?: string | undefined
  /** As the platform calls it. */
  readonly field?: string | undefined
  readonly severity?: 'error' | 'warning' | undefined
}

interface Paged {
  readonly version: string
  readonly after: number
  readonly limit: number
}

/** Lines of a report in the order of the file. */
export function issuesIn(db: PluginDatabase, { code, field, severity }: Wanted, page: Paged): Promise<IssueRow[]> {
  return db.all(found, { ...page, code: code ?? null, field: field ?? null, severity: severity ?? null })
}

const TOGETHER = 500
const COLUMNS = ['sku', 'productId', 'severity', 'code', 'field', 'ourField', 'message'] as const

/** RFC 4180; what a spreadsheet would take for a formula is kept from being one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const line = (cells: readonly string[]) => `${cells.map(cell).join()}\r\n`

/** The whole report as CSV, in pieces. */
export async function* reportCsv(db: PluginDatabase, version: string, wanted: Wanted): AsyncGenerator<string> {
  yield line(COLUMNS)
  for (let after = -1; ; ) {
    const rows = await issuesIn(db, wanted, { version, after, limit: TOGETHER })
    yield rows
      .map(({ key, productId, severity, code, field, message }) =>
        line([key, productId, severity, code, field, ourField(field), message]),
      )
      .join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < TOGETHER) return
    after = last.number
  }
}
