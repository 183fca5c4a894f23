import { join } from 'node:path'
import { inspectContents } from './lib/contents.mjs'
import { publishedPackages } from './lib/packages.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

/**
 * Looks at every published package as its users will get it: publint reads the manifest and the built files,
 * attw resolves every entry the way an ES module does, and the content of the tarball is exactly what its sources make.
 * The packages must be built.
 */
const tools = [
  { name: 'publint', args: (/** @type {string} */ folder) => [folder, '--strict'] },
  { name: 'attw', args: (/** @type {string} */ folder) => ['--pack', folder, '--profile', 'esm-only', '--no-emoji'] },
]

/** Bytes of a tarball beyond which somebody has to look at what got into it. */
const LIMIT = 2_500_000

for (const folder of publishedPackages()) {
  const { faults, files, size } = await inspectContents(folder, LIMIT)
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} contents ${folder}: ${files} files, ${size} bytes packed`)
  for (const fault of faults) {
    console.log(`       ${fault}`)
    process.exitCode = 1
  }
  for (const { name, args } of tools) {
    const { code, output } = await run({ command: join(root, 'node_modules/.bin', name), args: args(folder) })
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} ${folder}`)
    if (code === 0) continue
    console.log(output)
    process.exitCode = 1
  }
}
