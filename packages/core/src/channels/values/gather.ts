import { pause } from '../lane/index.ts'

/** A batch that is filled so far is part of a burst: the rest is a moment away. A single change never waits. */
const FILLED = 0.25
/** How long the next piece of a burst takes, and how many are waited for. */
const MOMENT = 30
const MOMENTS = 3

interface Gathering<Row> {
  /** What is due now. */
  readonly read: () => Promise<Row[]>
  /** How many go in one call. */
  readonly size: number
  readonly signal: AbortSignal
}

/**
 * What is due, in whole batches while a burst goes on: calls are what platforms count, and a burst that is written in pieces should cost no more
 * of them than its batches need. Waits 90 ms at most, and only while more comes.
 */
export async function gather<Row>({ read, size, signal }: Gathering<Row>): Promise<Row[]> {
  let rows = await read()
  for (let at = 0; at < MOMENTS && rows.length < size && rows.length >= size * FILLED; at += 1) {
    const before = rows.length
    await pause(MOMENT, signal)
    rows = await read()
    if (rows.length === before) break
  }
  const rest = rows.length % size
  return rows.length > size ? rows.slice(0, rows.length - rest) : rows
}
