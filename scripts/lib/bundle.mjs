import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Relative paths of imports, exports from elsewhere and dynamic imports, as a bundler writes them. */
const IMPORT = /(?:\bfrom|^import|\bimport\()\s*["'](\.[\w./-]+\.js)["']/gm

/**
 * The files of a package whose code goes out in few: its entries, all they import and their source maps, below `dist`. Undefined for a package
 * that goes out as the compiler makes it.
 * @param {string} folder absolute
 * @returns {Promise<string[] | undefined>}
 */
export async function bundledFiles(folder) {
  const config = join(folder, 'rolldown.config.mjs')
  if (!existsSync(config)) return undefined
  const { default: bundle } = /** @type {{ default: { input: Record<string, string> } }} */ (
    await import(pathToFileURL(config).href)
  )
  const found = new Set(Object.keys(bundle.input).map((name) => `${name}.js`))
  /* A set goes on to what is added while it is gone through. */
  for (const path of found) {
    if (path.endsWith('.map')) continue
    const code = readFileSync(join(folder, 'dist', path), 'utf8')
    for (const next of importsOf({ path, code })) found.add(next)
    if (code.includes('//# sourceMappingURL=')) found.add(`${path}.map`)
  }
  return [...found].sort()
}

/** @param {{ path: string, code: string }} file */
export function importsOf({ path, code }) {
  return [...code.matchAll(IMPORT)].map(([, target = '']) => posix.join(posix.dirname(path), target))
}
