import { randomInt } from 'node:crypto'

/** Of this run: `VITRINE_SEED` when it is set, else a new one. Print it, so that a failure can be repeated. */
export function runSeed(): number {
  const given = process.env.VITRINE_SEED
  return given === undefined || given === '' ? randomInt(2 ** 31) : Number(given)
}

/** Numbers from 0 up to 1 that are the same for one seed on every machine (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 up to `below`. */
export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit)
}
