import { comparison } from './measure/costs.mjs'
import { rounds } from './measure/rounds.mjs'
import { startChild } from './servers/child.mjs'
import { startServer } from './servers/programs.mjs'
import { withShops } from './shops.mjs'

/** @param {{ options: import('./options.mjs').Options, say: (text: string) => void }} asked */
export async function bench({ options, say }) {
  say(`Filling the databases with ${options.products} products\n`)
  return withShops(options.products, async ({ files, key }) => {
    const generator = startChild({ script: 'load/generator.mjs' })
    const servers = await Promise.all(options.targets.map((name) => startServer(name, files)))
    const samples = await rounds({ servers, generator, key, options, say })
    await Promise.all([...servers, generator].map(({ stop }) => stop()))
    const text = options.operations.map((name) => `${name} ${JSON.stringify(comparison(samples, name))}\n`).join('')
    return { text, failures: [] }
  })
}
