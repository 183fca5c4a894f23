import { operationNames } from '../load/operations.mjs'
import { measure } from './operation.mjs'

/**
 * @typedef {import('../servers/programs.mjs').ProgramName} ProgramName
 * @typedef {import('../load/operations.mjs').OperationName} OperationName
 * @typedef {{ operation: OperationName, program: ProgramName, concurrency: number, round: number, window: import('./operation.mjs').Window }} Sample
 */

/** Buyers at once. */
export const crowd = 32

/**
 * Measures every operation of every program, one after another within each round, so that a noisy minute of the machine meets them all.
 * The checkout is always measured, because its price is taken off the reads that it is mixed into.
 * @param {object} asked
 * @param {import('../servers/programs.mjs').Server[]} asked.servers
 * @param {import('../servers/child.mjs').Child} asked.generator
 * @param {string} asked.key
 * @param {import('../options.mjs').Options} asked.options
 * @param {(text: string) => void} asked.say
 * @returns {Promise<Sample[]>}
 */
export async function rounds({ servers, generator, key, options, say }) {
  const { seconds, products, seed, every } = options
  const operations = operationNames.filter((name) => name === 'checkout' || options.operations.includes(name))
  const job = { generator, key, products, every }
  for (const operation of operations)
    for (const server of servers) await warmUp({ ...job, server, operation, seed }, Math.min(1, seconds / 3))
  /** @type {Sample[]} */
  const samples = []
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const operation of operations) {
      for (const server of turned(servers, round)) {
        const asked = { ...job, server, operation, seed: seed + round }
        await measure({ ...asked, concurrency: crowd, seconds: Math.min(seconds, 0.5) })
        for (const concurrency of [crowd, 1]) {
          const window = await measure({ ...asked, concurrency, seconds: concurrency === 1 ? seconds / 2 : seconds })
          samples.push({ operation, program: server.name, concurrency, round, window })
        }
        say('.')
      }
    }
    say(` round ${round} of ${options.rounds}\n`)
  }
  return samples
}

/** Operations after which the programs run as they do all day: the engine has compiled what is hot. */
const warm = { list: 6_000, product: 6_000, search: 4_000, cart: 3_000, checkout: 2_500 }

/**
 * Until so many are done, or enough time has gone by: `part` of a minute.
 * @param {Omit<import('./operation.mjs').Asked, 'concurrency' | 'seconds'>} job
 * @param {number} part
 */
async function warmUp(job, part) {
  const wanted = warm[job.operation] * part
  const end = performance.now() + part * 60_000
  for (let done = 0; done < wanted && performance.now() < end; ) {
    const { rps } = await measure({ ...job, concurrency: crowd, seconds: 1 })
    done += rps
  }
}

/**
 * Another one begins in each round.
 * @template T
 * @param {T[]} list
 * @param {number} by
 */
const turned = (list, by) => [...list.slice(by % list.length), ...list.slice(0, by % list.length)]
