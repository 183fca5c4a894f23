import { isUtf8 } from 'node:buffer'
import { cellsOf } from './cells.ts'
import { type RawRecord, recordReader } from './records.ts'

/** Bytes; a record longer than this is a broken quote, not a description. */
const LONGEST = 1_048_576
/** Bytes that are looked at in one go: so few that nobody waits for it. */
const SLICE = 8_192

export interface CsvRecord {
  readonly cells: readonly string[]
  /** Where it begins in the file. */
  readonly line: number
}

/** Why nothing from a line on can be read. */
export interface Broken {
  readonly wrong: string
  readonly line: number
}

/**
 * Records of CSV (RFC 4180) as it streams in: UTF-8 with or without mark, with the line ending of its first line; empty lines are passed over.
 * What is broken comes last. Throws what `notText` makes of bytes that are no UTF-8, and of NUL in the first record: UTF-16 of plain letters
 * is UTF-8 with NUL between them.
 */
export async function* csvRecords(
  bytes: AsyncIterable<Uint8Array>,
  { notText }: { readonly notText: () => Error },
): AsyncGenerator<CsvRecord | Broken> {
  const reader = recordReader()
  let isFirst = true
  const textOf = (bytes: Buffer): Buffer => {
    const text = isFirst ? withoutMark(bytes) : bytes
    if (!isUtf8(text) || (isFirst && text.includes(0))) throw notText()
    return text
  }
  const read = ({ bytes, line }: RawRecord): CsvRecord | Broken | undefined => {
    const text = textOf(bytes)
    if (text.length === 0) return undefined
    isFirst = false
    const cells = cellsOf(text)
    return 'wrong' in cells ? { wrong: cells.wrong, line } : { cells, line }
  }
  for await (const chunk of sliced(bytes)) {
    for (const raw of reader.push(chunk)) {
      const record = read(raw)
      if (record !== undefined) yield record
      if (record !== undefined && 'wrong' in record) return
    }
    if (reader.pending() <= LONGEST) continue
    const tooLong = reader.end() as RawRecord
    if (isFirst && tooLong.bytes.includes(0)) throw notText()
    return yield { wrong: `it is longer than ${LONGEST} bytes`, line: tooLong.line }
  }
  const last = reader.end()
  const record = last === undefined ? undefined : read(last)
  if (record !== undefined) yield record
}

async function* sliced(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.byteLength; at += SLICE) yield chunk.subarray(at, at + SLICE)
}

const MARK = Buffer.from('\uFEFF')

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes
}
