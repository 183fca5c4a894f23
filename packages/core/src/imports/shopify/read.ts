import { type Broken, csvRecords } from '../csv/index.ts'
import { problems } from '../problems.ts'
import type { RowError } from '../product.ts'
import { checkHeader } from './columns.ts'

/** The cells of one record, by the name of their column; empty where there is none. */
export type Cells = (column: string) => string

/** One record of the file, or what is wrong with it. */
export type ReadRow = { readonly line: number; readonly cells: Cells } | { readonly error: RowError }

/**
 * Reads CSV (RFC 4180) as it streams in: UTF-8 with or without mark, any line ending. A record with a wrong number of cells or NUL in it is an error of its own;
 * after a broken quote nothing can be trusted, so it ends the file with an error, and what came before is kept.
 * Throws `imports.encoding`, `imports.columns` or `imports.empty`.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  let header: Header | undefined
  let rows = 0
  for await (const record of csvRecords(bytes, { notText })) {
    if ('wrong' in record) return yield { error: brokenCsv(record) }
    const { cells, line } = record
    if (header === undefined) header = headerOf(cells)
    else {
      rows += 1
      yield rowOf(header, cells, line)
    }
  }
  if (header === undefined || rows === 0) throw problems.empty()
}

/** Also for NUL where the header should be: UTF-16 of plain letters is UTF-8 with NUL between them. */
function notText() {
  return problems.encoding({
    detail: 'It holds bytes that are not UTF-8 (UTF-16 and Windows-1252 files do).',
  })
}

interface Header {
  readonly names: readonly string[]
  /** Column name to its place; the last of those that are called the same. */
  readonly places: ReadonlyMap<string, number>
}

function headerOf(cells: readonly string[]): Header {
  const names = cells.map((name) => name.trim())
  checkHeader(names)
  return { names, places: new Map(names.map((name, at) => [name, at])) }
}

function rowOf({ names, places }: Header, record: readonly string[], line: number): ReadRow {
  const wrong = (code: string, message: string, column: string | null = null): ReadRow => ({
    error: { line, key: null, column, code, message },
  })
  if (record.length > names.length) return wrong('cells', `has ${record.length} cells, the header has ${names.length}`)
  const nul = record.findIndex((cell) => cell.includes('\0'))
  if (nul >= 0) return wrong('nul', 'holds NUL, which is no text', names[nul] ?? null)
  return { line, cells: (column) => record[places.get(column) ?? -1]?.trim() ?? '' }
}

function brokenCsv({ wrong, line }: Broken): RowError {
  return {
    line,
    key: null,
    column: null,
    code: 'csv',
    message: `is broken (${wrong}); nothing after it was read`,
  }
}
