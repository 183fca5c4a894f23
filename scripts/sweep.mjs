import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** After a build: takes away what an earlier one made of sources that are gone, so that nobody gets it. Run in the folder of a package. */
const built = readdirSync('dist', { recursive: true, encoding: 'utf8' })
for (const path of built) {
  const source = /^(.*)\.(?:js|js\.map|d\.ts)$/.exec(path)?.[1]
  if (source === undefined || ['ts', 'tsx'].some((end) => existsSync(join('src', `${source}.${end}`)))) continue
  rmSync(join('dist', path))
  console.log(`swept dist/${path}`)
}
