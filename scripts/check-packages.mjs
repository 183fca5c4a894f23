import { join } from 'node:path'
import { publishedPackages } from './lib/packages.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

/**
 * Looks at every published package as its users will get it: publint reads the manifest and the built files,
 * attw resolves every entry the way an ES module does. The packages must be built.
 */
const tools = [
  { name: 'publint', args: (/** @type {string} */ folder) => [folder, '--strict'] },
  { name: 'attw', args: (/** @type {string} */ folder) => ['--pack', folder, '--profile', 'esm-only', '--no-emoji'] },
]

for (const folder of publishedPackages()) {
  for (const { name, args } of tools) {
    const { code, output } = await run({ command: join(root, 'node_modules/.bin', name), args: args(folder) })
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} ${folder}`)
    if (code === 0) continue
    console.log(output)
    process.exitCode = 1
  }
}
