import { createHash } from 'node:crypto'
import { HOUR, SECOND } from '../kernel/index.ts'

const FIRST = 5 * SECOND
const GROWTH = 3
const LONGEST = 6 * HOUR

/**
 * Milliseconds to wait after the given number of failed attempts: 5 s, 15 s, 45 s … at most 6 h, spread by a fifth so that
 * what failed together does not come back together. The spread follows from the seed, so a simulation repeats.
 */
export function backoff(attempts: number, seed: string): number {
  const base = Math.min(FIRST * GROWTH ** (attempts - 1), LONGEST)
  return Math.round(base * (0.9 + 0.2 * fractionOf(`${seed}/${attempts}`)))
}

/** A number from 0 to 1 that looks random and is the same for the same text. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
