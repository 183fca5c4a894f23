import { rmSync } from 'node:fs'
import { measure } from '../measure/operation.mjs'
import { crowd } from '../measure/rounds.mjs'
import { statementsOf } from '../measure/statements.mjs'
import { startChild } from '../servers/child.mjs'
import { startServer } from '../servers/programs.mjs'
import { fillShops, withFolder } from '../shops.mjs'
import { profileText, statementsText } from './print.mjs'
import { costsOf } from './read.mjs'

/**
 * Profiles one operation of one program under the same load as the benchmark, after a warm-up.
 * @param {object} asked
 * @param {import('../options.mjs').Options} asked.options
 * @param {import('../load/operations.mjs').OperationName} asked.operation
 * @param {(text: string) => void} asked.say
 * @returns {Promise<string>}
 */
export function profile({ options, operation, say }) {
  const [name = 'ours'] = options.targets
  const { products, seconds, seed, every } = options
  say(`Filling the databases with ${products} products\n`)
  return withFolder(async (folder) => {
    const shops = await fillShops({ folder, products })
    const { files, key } = shops
    const generator = startChild({ script: 'load/generator.mjs' })
    const server = await startServer(name, files)
    const asked = { server, generator, key, operation, concurrency: crowd, products, seed, every }
    await measure({ ...asked, seconds: 2 })
    const { cpuMs, rps } = await measure({ ...asked, seconds })
    await server.startProfile()
    await measure({ ...asked, seconds, seed: seed + 1 })
    const file = await server.stopProfile()
    const text = profileText(costsOf(file))
    rmSync(file)
    await Promise.all([server.stop(), generator.stop()])
    const found = await statementsOf({ name, shops, options: { ...options, operations: [operation] } })
    const head = `${operation} of ${name}: ${cpuMs.toFixed(3)} ms of CPU, ${Math.round(rps)} a second before profiling`
    return `${head}\n\n${text}\n${statementsText(found.get(operation))}`
  })
}
