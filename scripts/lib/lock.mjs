/**
 * One package as the lock file holds it.
 * @typedef {object} Locked
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {boolean} [hasInstallScript]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 *
 * By path: `node_modules/hono`, `packages/core`.
 * @typedef {Record<string, Locked>} Lock
 */

/**
 * Where Node finds a package from inside another one: nearest folder first.
 * @param {Lock} lock
 * @param {string} from
 * @param {string} name
 * @returns {string | undefined}
 */
export function foundFrom(lock, from, name) {
  for (let folder = from; ; folder = folder.replace(/(^|\/)(?:node_modules\/)?(?:@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    const found = lock[path]
    if (found !== undefined) return found.link === true ? found.resolved : path
    if (folder === '') return undefined
  }
}

/**
 * Everything that is installed with a package by who uses it, and what of it the lock file does not hold.
 * @param {Lock} lock
 * @param {string} start
 */
export function closureOf(lock, start) {
  /** @type {Set<string>} */
  const paths = new Set()
  /** @type {string[]} */
  const missing = []
  const visit = (/** @type {string} */ path) => {
    if (paths.has(path)) return
    paths.add(path)
    const {
      dependencies = {},
      optionalDependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = lock[path] ?? {}
    const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const found = foundFrom(lock, path, name)
      if (found !== undefined) visit(found)
      else if (optionalDependencies[name] === undefined) missing.push(`${name} of ${path}`)
    }
  }
  visit(start)
  paths.delete(start)
  return { paths: [...paths].sort(), missing }
}
