import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/lib/root.mjs'
import { run } from '../scripts/lib/run.mjs'

const core = join(root, 'packages/core')

/** Builds the core when its source is newer than what was built: the benchmark runs what users install. */
export async function ensureBuilt() {
  const built = join(core, 'dist/index.js')
  if (existsSync(built) && newest(join(core, 'src')) <= oldestBuild(built)) return
  process.stderr.write('Building the core\n')
  const { code, output } = await run({ command: 'npm', args: ['run', 'build', '--workspace', '@vitrine/core'] })
  if (code !== 0) throw new Error(output)
}

/** The compiler writes every file of a build, so any of them tells when it was. */
const oldestBuild = (/** @type {string} */ file) => statSync(file).mtimeMs

/**
 * @param {string} folder
 * @returns {number} milliseconds
 */
function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0)
}
