import { closeSync, copyFileSync, openSync, readSync, writeFileSync } from 'node:fs'
import { below } from './seed.ts'

const HEADER = 32
const FRAME_HEADER = 24
const SECTOR = 512

/** What of a WAL file belongs to its present round; a checkpoint starts the next one at its beginning. Format: sqlite.org/fileformat2.html#walformat. */
export interface WalRound {
  readonly salt: string
  readonly bytes: Buffer
  /** Where each commit ends, in bytes. */
  readonly commits: readonly number[]
}

/** Reads the present round, and no more than what is new of it since `before`. Undefined while nothing was written. */
export function readWal(file: string, before?: WalRound): WalRound | undefined {
  const fd = openSync(file, 'r')
  try {
    const header = readAt(fd, 0, HEADER)
    if (header.length < HEADER) return undefined
    const salt = header.toString('hex', 16, 24)
    const known = before?.salt === salt ? before : { salt, bytes: header, commits: [] }
    return { salt, ...followFrames(fd, known, header.readUInt32BE(8)) }
  } finally {
    closeSync(fd)
  }
}

function followFrames(fd: number, { salt, bytes, commits }: WalRound, pageSize: number) {
  const size = FRAME_HEADER + pageSize
  const frames = [bytes]
  const ends = [...commits]
  let fresh: Buffer[] = []
  for (let at = bytes.length; ; at += size) {
    const frame = readAt(fd, at, size)
    if (frame.length < size || frame.toString('hex', 8, 16) !== salt) break
    fresh.push(frame)
    if (frame.readUInt32BE(4) === 0) continue
    frames.push(...fresh)
    ends.push(at + size)
    fresh = []
  }
  return { bytes: Buffer.concat(frames), commits: ends }
}

function readAt(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at))
}

/** What a disk may hold behind the last byte that was certainly written. */
export const TAILS = ['nothing', 'garbage', 'zeros', 'scattered', 'stale'] as const
export type Tail = (typeof TAILS)[number]

export interface PowerCut {
  /** The database file as it was since the last checkpoint. */
  readonly database: string
  readonly wal: Buffer
  /** The bytes of the WAL that reached the disk. */
  readonly keep: number
  readonly tail: Tail
  /** The WAL of the round before, of which the rest of the file still consists. */
  readonly before?: Buffer | undefined
  readonly random: () => number
  /** Where the copy is to lie. */
  readonly to: string
}

/** Writes what a machine would find after its power went: the database, and a WAL that is cut at any byte and goes on with anything. */
export function cutPower({ database, wal, keep, tail, before, random, to }: PowerCut): void {
  copyFileSync(database, to)
  const kept = wal.subarray(0, keep)
  writeFileSync(`${to}-wal`, Buffer.concat([kept, tailOf({ wal, keep, tail, before, random })]))
}

type Tailed = Pick<PowerCut, 'wal' | 'keep' | 'tail' | 'before' | 'random'>

function tailOf({ wal, keep, tail, before, random }: Tailed): Buffer {
  const length = below(random, 20_000)
  if (tail === 'garbage') return Buffer.from(Array.from({ length }, () => below(random, 256)))
  if (tail === 'zeros') return Buffer.alloc(length)
  if (tail === 'scattered') return scattered(wal.subarray(keep), random)
  if (tail === 'stale') return before?.subarray(keep) ?? Buffer.alloc(0)
  return Buffer.alloc(0)
}

/** Sectors that were on their way reach the disk in any order: some are there, some are not. */
function scattered(bytes: Buffer, random: () => number): Buffer {
  const torn = Buffer.from(bytes)
  for (let at = 0; at < torn.length; at += SECTOR)
    if (random() < 0.5) torn.fill(0, at, Math.min(at + SECTOR, torn.length))
  return torn
}

/** A database file in the middle of a checkpoint: each sector is of before or of after. Pass it to `cutPower` with the whole WAL. */
export function tornCheckpoint(before: Buffer, after: Buffer, random: () => number): Buffer {
  const torn = Buffer.from(after)
  for (let at = 0; at < after.length; at += SECTOR) {
    if (random() < 0.5) continue
    if (at < before.length) before.copy(torn, at, at, Math.min(at + SECTOR, before.length))
    else torn.fill(0, at, Math.min(at + SECTOR, torn.length))
  }
  return torn
}
