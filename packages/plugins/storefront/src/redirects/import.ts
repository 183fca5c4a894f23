import type { Statement } from '@vitrine/core'
import { is } from 'valibot'
import { type ImportReport, RedirectStatus } from '../model.ts'
import { bookOf, type Shelved } from './book.ts'
import { type Row, rowsOf } from './csv.ts'
import { normalSource, normalTarget, type Rule } from './rules.ts'
import type { Writer } from './service.ts'
import { changeLine, insertLine, readBook, turnedFrom, type VersionedBook, versionOf } from './store.ts'

type Fault = ImportReport['errors'][number]

/** Lines in one command. */
const TOGETHER = 500

/** Takes redirects over: new ones are made, others changed, wrong lines told. With `dryRun` nothing is written. Throws `storefront.importColumns`. */
export async function importRedirects(
  writer: Writer,
  { text, dryRun, window }: { readonly text: string; readonly dryRun: boolean; readonly window: string },
): Promise<ImportReport> {
  const rows = rowsOf(text)
  const reports: ImportReport[] = []
  let book = await readBook(writer.ctx, window)
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const some = rows.slice(at, at + TOGETHER)
    if (dryRun) {
      const { report, after } = taken(writer, { before: book, window }, some)
      reports.push(report)
      book = after
      continue
    }
    const report = await writer.db.run('importRedirects', async () => {
      const before = (await versionOf(writer.ctx)) === book.version ? book : await readBook(writer.ctx, window)
      const { lines, after, report: result } = taken(writer, { before, window }, some)
      book = after
      return { statements: lines.length === 0 ? [] : [turnedFrom(before.version), ...lines], result }
    })
    reports.push(report)
  }
  return sum(reports)
}

interface Taken {
  readonly lines: Statement[]
  readonly report: ImportReport
  /** The book as it is when the lines are written. */
  readonly after: VersionedBook
}

interface Shelf {
  readonly before: VersionedBook
  readonly window: string
}

function taken(writer: Writer, { before, window }: Shelf, rows: readonly Row[]): Taken {
  const book = bookOf(before.all(), window)
  const lines: Statement[] = []
  const report = { created: 0, updated: 0, unchanged: 0, errors: [] as Fault[] }
  for (const row of rows) {
    const rule = ruleOf(row)
    const known = 'code' in rule ? undefined : book.rules.get(rule.source)
    const fault = 'code' in rule ? rule : faultOf(writer, book, rule)
    if (fault !== undefined || 'code' in rule) report.errors.push({ line: row.line, ...(fault as Omit<Fault, 'line'>) })
    else if (known?.target === rule.target && known.status === rule.status) report.unchanged += 1
    else {
      report[known === undefined ? 'created' : 'updated'] += 1
      lines.push(lineOf(writer, { ...rule, window }, known !== undefined))
      book.rules.set(rule.source, rule)
    }
  }
  return { lines, report, after: { ...book, version: before.version + (lines.length === 0 ? 0 : 1) } }
}

function ruleOf({ from, to, status }: Row): Rule | Omit<Fault, 'line'> {
  const source = normalSource(from)
  if (source === undefined) return { code: 'from', message: 'from must be a path of this site' }
  const target = normalTarget(to)
  if (target === undefined) return { code: 'to', message: 'to must be a path of this site or an http address' }
  const given = status === '' ? 301 : Number(status)
  if (!is(RedirectStatus, given)) return { code: 'status', message: 'status must be 301, 302, 307 or 308' }
  return { source, target, status: given }
}

function faultOf({ most }: Writer, book: ReturnType<typeof bookOf>, rule: Rule): Omit<Fault, 'line'> | undefined {
  const ring = book.ringThrough(rule)
  if (ring !== undefined) return { code: 'loop', message: `it would go ${ring.join(' → ')}` }
  if (book.size() >= most && !book.rules.has(rule.source))
    return { code: 'tooMany', message: `there may be ${most} redirects` }
  return undefined
}

function lineOf(writer: Writer, { source, target, status, window }: Shelved, isKnown: boolean): Statement {
  const now = writer.now()
  if (isKnown)
    return changeLine({ source, window }, { target, status, updatedAt: now }, { changes: 1, refuse: () => 'stale' })
  return insertLine({ id: writer.newId('rdr'), window, source, target, status, createdAt: now, updatedAt: now })
}

function sum(reports: readonly ImportReport[]): ImportReport {
  const total = (name: 'created' | 'updated' | 'unchanged') => reports.reduce((all, report) => all + report[name], 0)
  return {
    created: total('created'),
    updated: total('updated'),
    unchanged: total('unchanged'),
    errors: reports.flatMap(({ errors }) => errors),
  }
}
