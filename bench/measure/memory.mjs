import { setTimeout as wait } from 'node:timers/promises'
import { operationNames } from '../load/operations.mjs'
import { startChild } from '../servers/child.mjs'
import { startServer } from '../servers/programs.mjs'
import { crowd } from './rounds.mjs'

/** @typedef {{ idleMb: number, loadedMb: number }} Memory megabytes (2^20) that are resident */

/**
 * Resident memory of fresh processes: after some idle seconds, and after every operation was asked for under load.
 * @param {object} asked
 * @param {import('../servers/programs.mjs').ProgramName[]} asked.names
 * @param {import('../shops.mjs').Shops} asked.shops
 * @param {import('../options.mjs').Options} asked.options
 * @returns {Promise<Map<import('../servers/programs.mjs').ProgramName, Memory>>}
 */
export async function memories({ names, shops: { files, key }, options }) {
  const { products, seed, every, seconds, quick } = options
  const servers = await Promise.all(names.map((name) => startServer(name, files)))
  await wait(quick ? 3_000 : 30_000)
  const generator = startChild({ script: 'load/generator.mjs' })
  const found = new Map()
  for (const server of servers) {
    const idle = await server.memory()
    for (const operation of operationNames)
      await generator.ask({
        job: { url: server.url, key, operation, concurrency: crowd, seconds, products, seed: seed + 60, every },
      })
    found.set(server.name, { idleMb: megabytes(idle), loadedMb: megabytes(await server.memory()) })
  }
  await Promise.all([...servers, generator].map(({ stop }) => stop()))
  return found
}

const megabytes = (/** @type {number} */ bytes) => bytes / 1_048_576
