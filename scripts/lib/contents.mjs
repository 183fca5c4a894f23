import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { bundledFiles } from './bundle.mjs'
import { readJson, root } from './root.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} Packed
 * @property {string[]} files paths as users get them
 * @property {string} integrity of the tarball
 * @property {number} size bytes of the tarball
 */

/** What must never be published, whatever put it there. */
const PRIVATE =
  /(^|\/)(\.|tests?\/|fixtures?\/|node_modules\/|src\/|coverage\/)|\.(test|test-d)\.|tsbuildinfo|\.(log|tgz|db|pem|key)$/

/**
 * What a build makes of these sources, beside what every package carries; `bundled` are the files of code when they go out in few.
 * @param {{ sources: string[], always: string[], bundled?: string[] | undefined }} from
 */
export function expectedFiles({ sources, always, bundled }) {
  const published = sources.filter(
    (path) => /\.tsx?$/.test(path) && !/\.(test|test-d)\.tsx?$|(^|\/)fixtures\//.test(path),
  )
  const types = published.map((path) => path.replace(/tsx?$/, 'd.ts'))
  const code = bundled ?? published.flatMap((path) => ['js', 'js.map'].map((end) => path.replace(/tsx?$/, end)))
  return [...always, ...[...types, ...code].map((path) => `dist/${path}`)].sort()
}

/**
 * How the content of a package differs from what its sources make, in words.
 * @param {{ expected: string[], packed: string[] }} contents
 */
export function contentFaults({ expected, packed }) {
  const wanted = new Set(expected)
  const there = new Set(packed)
  return [
    ...expected.filter((path) => !there.has(path)).map((path) => `${path} is missing`),
    ...packed.filter((path) => !wanted.has(path)).map((path) => `${path} has no source`),
    ...packed.filter((path) => PRIVATE.test(path)).map((path) => `${path} is private`),
  ]
}

/**
 * Where source maps say that sources lie: they carry them along, and nothing of the machine that built them.
 * @param {string} folder
 * @param {string[]} packed
 */
function mapFaults(folder, packed) {
  return packed
    .filter((path) => path.endsWith('.map'))
    .flatMap((path) => {
      const map = /** @type {{ sources: string[], sourcesContent?: string[] }} */ (
        JSON.parse(readFileSync(join(root, folder, path), 'utf8'))
      )
      const isOwn = map.sources.every((source) => /^(\.\.\/)+src\/[\w./-]+$/.test(source))
      return isOwn && map.sourcesContent?.length === map.sources.length ? [] : [`${path} points outside of the package`]
    })
}

/**
 * A client's types that name the server's door bring every table of the core, and the types of its database, into a front end.
 * @param {string} path
 * @param {string} text of a declaration
 */
export function clientFaults(path, text) {
  const isNamed = /(^|\/)client\.d\.ts$/.test(path) && /(from |import\()['"]@vitrine\/core['"]/.test(text)
  return isNamed ? [`${path} names @vitrine/core in place of @vitrine/core/contract`] : []
}

/**
 * What `npm pack` would publish; nothing is written.
 * @param {string} folder below the root
 * @returns {Promise<Packed>}
 */
async function pack(folder) {
  const args = ['pack', `./${folder}`, '--dry-run', '--json', '--ignore-scripts']
  const { code, output } = await run({ command: 'npm', args })
  const at = output.search(/^[[{]/m)
  if (code !== 0 || at < 0) throw new Error(`npm pack ${folder} failed:\n${output}`)
  const told = JSON.parse(output.slice(at, Math.max(output.lastIndexOf(']'), output.lastIndexOf('}')) + 1))
  const [found] = /** @type {{ files: { path: string }[], integrity: string, size: number }[]} */ (Object.values(told))
  if (found === undefined) throw new Error(`npm pack ${folder} packs nothing`)
  return { files: found.files.map(({ path }) => path).sort(), integrity: found.integrity, size: found.size }
}

/**
 * Looks at a built package as it would be published: exactly what its sources make, the same bytes whenever it is packed, not too large.
 * @param {string} folder below the root
 * @param {number} limit bytes of the tarball
 */
export async function inspectContents(folder, limit) {
  const { bin = {} } = /** @type {{ bin?: Record<string, string> }} */ (readJson(`${folder}/package.json`))
  const programs = Object.values(bin).map((path) => path.replace(/^\.\//, ''))
  const sources = readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
  const bundled = await bundledFiles(join(root, folder))
  const expected = expectedFiles({ sources, always: ['LICENSE', 'README.md', 'package.json', ...programs], bundled })
  const first = await pack(folder)
  /* Another day, another date on every file. */
  for (const path of first.files.filter((file) => file.startsWith('dist/')))
    utimesSync(join(root, folder, path), new Date(), new Date())
  const second = await pack(folder)
  const faults = [...contentFaults({ expected, packed: first.files }), ...mapFaults(folder, first.files)]
  const clients = first.files.filter((path) => path.endsWith('client.d.ts'))
  faults.push(...clients.flatMap((path) => clientFaults(path, readFileSync(join(root, folder, path), 'utf8'))))
  if (first.integrity !== second.integrity) faults.push('is not packed to the same bytes twice')
  if (first.size > limit) faults.push(`weighs ${first.size} bytes, more than ${limit}`)
  return { faults, size: first.size, files: first.files.length }
}
