import type { CsvError } from 'csv-parse'
import { problems } from '../problems.ts'
import type { RowError } from '../product.ts'
import { checkHeader } from './columns.ts'

/** The cell of one record in a column; empty where there is none. */
export type Cells = (column: string) => string

/** One record of the file, or what is wrong with it. */
export type ReadRow = { readonly line: number; readonly cells: Cells } | { readonly error: RowError }

/** A cell longer than this is a broken quote, not a description. */
const LONGEST_RECORD = 1_048_576

/**
 * Reads CSV (RFC 4180) as it streams in: UTF-8 with or without mark, any line ending. A record with a wrong number of cells or NUL in it is an error of its own;
 * after a broken quote nothing can be trusted, so it ends the file with an error, and what came before is kept.
 * Throws `imports.encoding`, `imports.columns` or `imports.empty`.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadRow> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const records = await openParser()
  let header: Header | undefined
  let rows = 0
  const take = function* (): Generator<ReadRow> {
    for (const { cells, line } of records.take()) {
      if (header === undefined) {
        header = headerOf(cells)
        continue
      }
      rows += 1
      yield rowOf(header, cells, line)
    }
  }
  for await (const chunk of sliced(bytes)) {
    const text = decode(decoder, chunk)
    if (header === undefined && text.slice(0, text.search(/[\r\n]|$/)).includes('\0')) throw notText()
    await records.write(text)
    yield* take()
    if (records.broken() !== undefined) break
  }
  if (records.broken() === undefined) await records.end(decode(decoder))
  yield* take()
  const broken = records.broken()
  if (broken !== undefined) yield { error: brokenCsv(broken) }
  else if (header === undefined || rows === 0) throw problems.empty()
}

/** Bytes that are parsed in one go: so few that nobody waits for it. */
const SLICE = 8_192

async function* sliced(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.byteLength; at += SLICE) yield chunk.subarray(at, at + SLICE)
}

interface RawRecord {
  readonly cells: readonly string[]
  readonly line: number
}

interface Records {
  write(text: string): Promise<void>
  end(text: string): Promise<void>
  /** What was read since the last call; a stream would drop what it holds when the parser fails. */
  take(): readonly RawRecord[]
  broken(): CsvError | undefined
}

async function openParser(): Promise<Records> {
  const { parse } = await import('csv-parse')
  let read: RawRecord[] = []
  let broken: CsvError | undefined
  let release: () => void = () => undefined
  const keep = (cells: string[], { lines }: { readonly lines: number }) => {
    read.push({ cells, line: lines })
    return null
  }
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    on_record: keep,
  })
  parser.on('error', (error) => {
    broken = error as CsvError
    release()
  })
  parser.resume()
  const settled = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      release = resolve
      if (broken === undefined) act(() => resolve())
      else resolve()
    })
  return {
    write: (text) => settled((done) => parser.write(text, done)),
    end: (text) => settled((done) => parser.once('end', done).end(text)),
    take() {
      const taken = read
      read = []
      return taken
    },
    broken: () => broken,
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch (error) {
    throw notText(error)
  }
}

/** Also for NUL where the header should be: UTF-16 of plain letters is UTF-8 with NUL between them. */
function notText(cause?: unknown) {
  return problems.encoding({
    detail: 'It holds bytes that are not UTF-8 (UTF-16 and Windows-1252 files do).',
    cause,
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
