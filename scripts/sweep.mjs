import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundledFiles } from './lib/bundle.mjs'

/** After a build: takes away what an earlier one made, so that nobody gets it. Run in the folder of a package. */
const bundled = await bundledFiles(process.cwd())
for (const path of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const [, source] = /^(.*)\.(?:js|js\.map|d\.ts)$/.exec(path) ?? []
  if (source === undefined || isMade(path, source)) continue
  rmSync(join('dist', path))
  console.log(`swept dist/${path}`)
}

/**
 * @param {string} path
 * @param {string} source without its end
 */
function isMade(path, source) {
  if (bundled !== undefined && !path.endsWith('.d.ts')) return bundled.includes(path)
  return ['ts', 'tsx'].some((end) => existsSync(join('src', `${source}.${end}`)))
}
