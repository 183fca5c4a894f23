import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A seed that made a part fail, with the length it failed at. It is run first, until it passed so often that it must be mended.
 * @typedef {{ part: string, seed: number, env: Record<string, string>, passes: number }} KeptSeed
 */

/** Runs in a row after which a seed is no longer kept. */
const enough = 3

/** @param {string} file */
export function readSeeds(file) {
  try {
    return /** @type {KeptSeed[]} */ (JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code === 'ENOENT') return []
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

/**
 * @param {string} file
 * @param {readonly KeptSeed[]} seeds
 */
export function writeSeeds(file, seeds) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(seeds, null, 2)}\n`)
}

/**
 * The seeds that are kept after a run.
 * @param {readonly KeptSeed[]} seeds
 * @param {{ part: string, seed: number, env: Record<string, string>, isOk: boolean }} ran
 * @returns {KeptSeed[]}
 */
export function seedsAfter(seeds, { isOk, ...ran }) {
  const isSame = (/** @type {KeptSeed} */ kept) => kept.part === ran.part && kept.seed === ran.seed
  const others = seeds.filter((kept) => !isSame(kept))
  if (!isOk) return [...others, { ...ran, passes: 0 }]
  const kept = seeds.find(isSame)
  if (kept === undefined || kept.passes + 1 >= enough) return others
  return [...others, { ...kept, passes: kept.passes + 1 }]
}
