import { coldStarts } from './measure/cold-start.mjs'
import { memories } from './measure/memory.mjs'
import { oversell } from './measure/oversell.mjs'
import { rounds } from './measure/rounds.mjs'
import { statementsOf } from './measure/statements.mjs'
import { verify } from './measure/verify.mjs'
import { startChild } from './servers/child.mjs'
import { startServer } from './servers/programs.mjs'
import { fillShops, withFolder } from './shops.mjs'

/**
 * Everything that `npm run bench` measures, in order; each part starts processes of its own.
 * @param {{ options: import('./options.mjs').Options, say: (text: string) => void }} asked
 * @returns {Promise<import('./report/result.mjs').Measured>}
 */
export function bench({ options, say }) {
  return withFolder(async (folder) => {
    const { products, targets, quick } = options
    say(`Filling the databases with ${products} products\n`)
    const shops = await fillShops({ folder: `${folder}/shop`, products })
    const samples = await measured({ shops, options, say })
    const names = targets.filter((name) => name !== 'prepared')
    say('Counting statements\n')
    const statements = new Map()
    for (const name of names) statements.set(name, await statementsOf({ name, shops, options }))
    say('Starting cold\n')
    const starts = await coldStarts({ names, shops, times: quick ? 1 : 5 })
    say(`Waiting idle (${quick ? 3 : 30} s)\n`)
    const memory = await memories({ names, shops, options })
    say('Selling the last pieces\n')
    const oversells = new Map()
    for (const name of names) oversells.set(name, await oversell({ name, folder }))
    return { samples, statements, coldStarts: starts, memories: memory, oversells }
  })
}

/** @param {{ shops: import('./shops.mjs').Shops, options: import('./options.mjs').Options, say: (text: string) => void }} asked */
async function measured({ shops: { files, key }, options, say }) {
  const generator = startChild({ script: 'load/generator.mjs' })
  const servers = await Promise.all(options.targets.map((name) => startServer(name, files)))
  say('Comparing answers with the catalogue\n')
  for (const server of servers) await verify({ server, key, products: options.products, seed: options.seed })
  say('Measuring\n')
  const samples = await rounds({ servers, generator, key, options, say })
  await Promise.all([...servers, generator].map(({ stop }) => stop()))
  return samples
}
