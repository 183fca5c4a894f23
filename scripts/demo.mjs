import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkNode, ensureDependencies } from './lib/dependencies.mjs'
import { relay } from './lib/relay.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'
import { turbo } from './lib/turbo.mjs'

const shop = join(root, 'apps/demo')
const server = 'dist/server/main.js'

const say = (/** @type {string} */ text) => void process.stdout.write(text)

/** `npm run demo`: installs and builds what is missing, then runs the shop with the arguments it was given. */
async function main() {
  checkNode()
  await ensureDependencies(say)
  say('Building (the first time takes a moment)\n')
  const { code, output } = await run(turbo(['build', '--filter=@vitrine/demo...', '--output-logs=errors-only']))
  if (code !== 0) throw new Error(output)
  if (!existsSync(join(shop, server))) throw new Error(`The build made no apps/demo/${server}.`)
  return relay({ command: process.execPath, args: [server, ...process.argv.slice(2)], cwd: shop })
}

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
