import { CsvError, parse } from 'csv-parse'
import { problems } from '../problems.ts'
import type { RowError } from '../product.ts'
import { checkHeader } from './columns.ts'

export type Cells = Readonly<Record<string, string>>

/** One record of the file, or what is wrong with it. */
export type ReadRow = { readonly line: number; readonly cells: Cells } | { readonly error: RowError }

/** A cell longer than this is a broken quote, not a description. */
const LONGEST_RECORD = 1_048_576

/**
 * Reads CSV (RFC 4180) as it streams in: UTF-8 with or without mark, any line ending. A record with a wrong number of cells is an error of its own;
 * after a broken quote nothing can be trusted, so it ends the file with an error, and what came before is kept.
 * Throws `imports.encoding`, `imports.columns` or `imports.empty`.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: LONGEST_RECORD,
  })
  const source = feed(parser, bytes)
  let header: readonly string[] | undefined
  let rows = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === undefined) {
        header = record.map((name) => name.trim())
        checkHeader(header)
        continue
      }
      rows += 1
      yield rowOf(header, record, info.lines)
    }
    await source
  } catch (error) {
    await source.catch(() => undefined)
    if (!(error instanceof CsvError)) throw error
    rows += 1
    yield { error: brokenCsv(error) }
  }
  if (header === undefined || rows === 0) throw problems.empty()
}

async function feed(parser: ReturnType<typeof parse>, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    for await (const chunk of bytes) {
      if (parser.destroyed) return
      if (!parser.write(decode(decoder, chunk)))
        await new Promise((resolve) =>
          parser.destroyed ? resolve(undefined) : parser.once('drain', resolve).once('close', resolve),
        )
    }
    parser.end(decode(decoder))
  } catch (error) {
    parser.destroy(error as Error)
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    const text = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    if (text.includes('\0')) throw new TypeError('NUL')
    return text
  } catch (error) {
    throw problems.encoding({
      detail: 'It holds bytes that are not UTF-8 (UTF-16 and Windows-1252 files do).',
      cause: error,
    })
  }
}

function rowOf(header: readonly string[], record: readonly string[], line: number): ReadRow {
  if (record.length > header.length) {
    return {
      error: {
        line,
        key: null,
        column: null,
        code: 'cells',
        message: `has ${record.length} cells, the header has ${header.length}`,
      },
    }
  }
  return { line, cells: Object.fromEntries(header.map((name, at) => [name, (record[at] ?? '').trim()])) }
}

function brokenCsv(error: CsvError): RowError {
  const { lines } = error as CsvError & { lines?: number }
  return {
    line: lines ?? 0,
    key: null,
    column: null,
    code: 'csv',
    message: `is broken (${error.message}); nothing after it was read`,
  }
}
