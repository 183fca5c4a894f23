import { problems } from '../../problems.ts'
import type { SqlValue } from '../statement.ts'
import type { Sent } from './steps.ts'

/** A server ends a websocket whose message is larger than 16 MiB, without a word; the rest is for the statements around the values. */
const MOST = 15 * 1_048_576

/** Refuses what no server takes, before a connection that others use too is lost over it. Throws `request.tooLarge`. */
export function refuseHuge(statements: readonly Sent[]): void {
  if (sizeOf(statements, longest) <= MOST || sizeOf(statements, exact) <= MOST) return
  throw problems.tooLarge({ detail: `This is more than the database server takes at once (${MOST} bytes).` })
}

function sizeOf(statements: readonly Sent[], measure: (text: string) => number): number {
  const sizeOfValue = (value: SqlValue) =>
    typeof value === 'string' ? measure(value) : value instanceof Uint8Array ? value.byteLength : 0
  return statements.reduce((sum, { args }) => args.reduce((all: number, value) => all + sizeOfValue(value), sum), 0)
}

/** Letters need not be looked at: none takes more than three bytes. */
const longest = (text: string) => text.length * 3
const exact = (text: string) => Buffer.byteLength(text)
