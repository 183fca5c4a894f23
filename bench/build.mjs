import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/lib/root.mjs'
import { run } from '../scripts/lib/run.mjs'

/**
 * Builds the core, and plugins that are measured, when their source is newer than what was built: the benchmark runs what users install.
 * @param {...string} plugins
 */
export async function ensureBuilt(...plugins) {
  await ensure('@vitrine/core', join(root, 'packages/core'))
  for (const name of plugins) await ensure(`@vitrine/plugin-${name}`, join(root, 'packages/plugins', name))
}

/**
 * @param {string} workspace
 * @param {string} folder
 */
async function ensure(workspace, folder) {
  const built = join(folder, 'dist/index.js')
  if (existsSync(built) && newest(join(folder, 'src')) <= oldestBuild(built)) return
  process.stderr.write(`Building ${workspace}\n`)
  const { code, output } = await run({ command: 'npm', args: ['run', 'build', '--workspace', workspace] })
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
