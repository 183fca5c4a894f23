/** The bytes of one record without its line ending, and the line on which it begins. */
export interface RawRecord {
  readonly bytes: Buffer
  readonly line: number
}

/** Finds the ends of records in bytes as they come, without looking at cells. */
export interface RecordReader {
  push(bytes: Uint8Array): RawRecord[]
  /** What stands behind the last line ending; undefined when nothing does. */
  end(): RawRecord | undefined
  /** Bytes of the record that is not ended yet. */
  pending(): number
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
type Ending = typeof LF | typeof CR

interface State {
  parts: Buffer[]
  size: number
  line: number
  isQuoted: boolean
  /** Known from the first line on: CR alone ends lines only where it ends the first. */
  ending: Ending | undefined
}

/** A line ending ends a record where an even number of quotes stands before it. */
export function recordReader(): RecordReader {
  const state: State = { parts: [], size: 0, line: 1, isQuoted: false, ending: undefined }
  return {
    push(bytes) {
      const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (state.ending !== undefined) return cut(state, given)
      const all = takeWhole(state, given)
      state.ending = endingOf(all)
      if (state.ending !== undefined) return cut(state, all)
      keep(state, all)
      return []
    },
    end: () => (state.size === 0 ? undefined : recordOf(state, Buffer.alloc(0))),
    pending: () => state.size,
  }
}

function cut(state: State, bytes: Buffer): RawRecord[] {
  const ending = state.ending as Ending
  const found: RawRecord[] = []
  let start = 0
  let quote = nextOf(bytes, QUOTE, 0)
  for (let end = nextOf(bytes, ending, 0); ; ) {
    for (; quote < end; quote = nextOf(bytes, QUOTE, quote + 1)) state.isQuoted = !state.isQuoted
    if (end === bytes.length) break
    if (!state.isQuoted) {
      found.push(recordOf(state, bytes.subarray(start, end)))
      start = end + 1
    }
    end = nextOf(bytes, ending, end + 1)
  }
  keep(state, bytes.subarray(start))
  return found
}

function recordOf(state: State, last: Buffer): RawRecord {
  const { line, ending = LF } = state
  const bytes = takeWhole(state, last)
  for (let at = bytes.indexOf(ending); at >= 0; at = bytes.indexOf(ending, at + 1)) state.line += 1
  state.line += 1
  return { bytes: ending === LF && bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes, line }
}

function takeWhole(state: State, last: Buffer): Buffer {
  const { parts } = state
  state.parts = []
  state.size = 0
  return parts.length === 0 ? last : Buffer.concat([...parts, last])
}

function keep(state: State, rest: Buffer): void {
  if (rest.length === 0) return
  state.parts.push(rest)
  state.size += rest.length
}

/** Undefined while the first line is not ended, or the byte behind its CR is not there. */
function endingOf(bytes: Buffer): Ending | undefined {
  let isQuoted = false
  for (const [at, byte] of bytes.entries()) {
    if (byte === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (byte === LF) return LF
    else if (byte === CR && at + 1 < bytes.length) return bytes[at + 1] === LF ? LF : CR
  }
  return undefined
}

function nextOf(bytes: Buffer, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at < 0 ? bytes.length : at
}
