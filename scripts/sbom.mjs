import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closureOf } from './lib/lock.mjs'
import { readJson, root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

/**
 * `node scripts/sbom.mjs [packages/core]`: the bill of materials (CycloneDX) of a published package, as its users install it.
 * npm leaves out of a workspace's list what the root needs for developing too, so it is asked about a folder with nothing else in it.
 */
const folder = process.argv[2] ?? 'packages/core'
const { packages } = /** @type {{ packages: import('./lib/lock.mjs').Lock }} */ (readJson('package-lock.json'))
const { paths, missing } = closureOf(packages, folder)
if (missing.length > 0) throw new Error(`The lock file does not hold ${missing.join(', ')}.`)

const temporary = mkdtempSync(join(tmpdir(), 'vitrine-sbom-'))
/* npm names the list after the folder. */
const alone = join(temporary, folder.replace(/^packages/, 'vitrine').replaceAll('/', '-'))
mkdirSync(alone)
try {
  const { devDependencies: _, ...manifest } = /** @type {import('./lib/lock.mjs').Locked & { name: string }} */ (
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  )
  const own = paths.filter((path) => path.includes('node_modules/')).map((path) => [path, packages[path]])
  const linked = paths
    .filter((path) => !path.includes('node_modules/'))
    .map((path) => [
      `node_modules/${/** @type {{ name: string }} */ (readJson(`${path}/package.json`)).name}`,
      { ...packages[path], link: undefined },
    ])
  const lock = { name: manifest.name, version: manifest.version, lockfileVersion: 3, requires: true }
  writeFileSync(join(alone, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(alone, 'package-lock.json'),
    JSON.stringify({ ...lock, packages: Object.fromEntries([['', manifest], ...own, ...linked]) }),
  )
  const args = ['sbom', '--prefix', alone, '--package-lock-only', '--sbom-format', 'cyclonedx']
  const { code, output } = await run({ command: 'npm', args })
  const bill = output.slice(output.indexOf('{'))
  process[code === 0 ? 'stdout' : 'stderr'].write(code === 0 ? bill.slice(0, bill.lastIndexOf('}') + 1) : output)
  process.exitCode = code
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
