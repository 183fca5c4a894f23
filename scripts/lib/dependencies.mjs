import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, root } from './root.mjs'
import { run } from './run.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, resolved?: string, optional?: boolean }} Locked
 * @typedef {Record<string, Locked>} Packages
 */

/**
 * What `npm ci` would have to change: the lock file is compared with npm's own note of what it installed.
 * Contents are compared, not dates, because a checkout sets dates as it likes.
 * @param {{ wanted: Packages, installed: Packages }} locks
 * @returns {string[]} paths below the root
 */
export function missingPackages({ wanted, installed }) {
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([path, locked]) => !isSame(locked, installed[path]))
    .map(([path]) => path)
}

/**
 * @param {Locked} wanted
 * @param {Locked | undefined} found
 */
function isSame(wanted, found) {
  // Packages for other machines are in the lock file and rightly absent here.
  if (found === undefined) return wanted.optional === true
  if (wanted.link) return found.link === true && wanted.resolved === found.resolved
  const isSameContent = wanted.integrity === undefined || wanted.integrity === found.integrity
  return wanted.version === found.version && isSameContent
}

function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  const wanted = lockedPackages('package-lock.json')
  const installed = lockedPackages('node_modules/.package-lock.json')
  return missingPackages({ wanted, installed }).length === 0
}

/** @param {string} file */
function lockedPackages(file) {
  return /** @type {{ packages: Packages }} */ (readJson(file)).packages
}

/**
 * Installs the dependencies when they are absent or differ from the lock file. A lock file that `npm ci` refuses,
 * because a registry lacks packages for other machines, is followed as far as it goes and left as it is.
 * @param {(text: string) => void} say
 */
export async function ensureDependencies(say) {
  if (isInstalled()) return
  say('Installing dependencies\n')
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const strict = await run({ command: 'npm', args: ['ci', ...quiet] })
  if (strict.code === 0) return
  const lenient = await run({ command: 'npm', args: ['install', '--no-save', ...quiet] })
  if (lenient.code !== 0)
    throw new Error(`${strict.output}\n${lenient.output}\nThe dependencies could not be installed.`)
}

/** Refuses a Node that is too old, in words, before anything fails in a stranger way. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Vitrine needs Node 20.19 or newer; this is ${process.versions.node}.`)
}
