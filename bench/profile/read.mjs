import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../../scripts/lib/root.mjs'

/**
 * The part of a .cpuprofile that is read here.
 * @typedef {{ functionName: string, url: string, lineNumber: number, columnNumber: number }} Frame
 * @typedef {{ id: number, callFrame: Frame, children?: number[] }} Node
 * @typedef {{ nodes: Node[], samples: number[], timeDeltas: number[] }} Profile
 *
 * @typedef {{ name: string, self: number, total: number }} Cost shares of the time that was not idle
 */

/**
 * What each function cost by itself and with everything it called.
 * @param {string} file
 * @returns {Cost[]}
 */
export function costsOf(file) {
  const { nodes, samples, timeDeltas } = /** @type {Profile} */ (JSON.parse(readFileSync(file, 'utf8')))
  /** @type {Map<number, number>} */
  const spent = new Map()
  samples.forEach((id, at) => void spent.set(id, (spent.get(id) ?? 0) + (timeDeltas[at] ?? 0)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  /** @type {Map<string, Cost>} */
  const costs = new Map()
  /** @type {(node: Node, above: Set<string>) => number} */
  const visit = (node, above) => {
    if (node.callFrame.url.startsWith('node:inspector')) return 0
    const name = nameOf(node.callFrame)
    const cost = costs.get(name) ?? { name, self: 0, total: 0 }
    costs.set(name, cost)
    const self = spent.get(node.id) ?? 0
    const isFirst = !above.has(name)
    const below = isFirst ? new Set(above).add(name) : above
    const total = (node.children ?? []).reduce(
      (sum, id) => sum + visit(/** @type {Node} */ (byId.get(id)), below),
      self,
    )
    cost.self += self
    if (isFirst) cost.total += total
    return total
  }
  const all = visit(/** @type {Node} */ (nodes[0]), new Set())
  const busy = all - (costs.get('(idle)')?.self ?? 0)
  return [...costs.values()].map(({ name, self, total }) => ({ name, self: self / busy, total: total / busy }))
}

/** @param {Frame} frame */
function nameOf({ functionName, url, lineNumber, columnNumber }) {
  /* Functions of a native module all bear the name of some symbol of it. */
  if (functionName.startsWith('libsql_js::')) return '(libsql)'
  if (url === '') return functionName === '' ? '(native)' : functionName
  const name = functionName === '' ? '(anonymous)' : functionName
  if (!url.startsWith('file:')) return `${name} ${url}:${lineNumber + 1}`
  const path = fileURLToPath(url)
  const entry = mapOf(path)?.findEntry(lineNumber, columnNumber)
  const isMapped = entry !== undefined && 'originalSource' in entry
  const source = isMapped ? join(dirname(path), entry.originalSource) : path
  const line = isMapped ? entry.originalLine : lineNumber
  return `${name} ${relative(root, source)}:${line + 1}`
}

/** @type {Map<string, SourceMap | undefined>} */
const maps = new Map()

/** @param {string} path */
function mapOf(path) {
  if (!maps.has(path)) {
    const map = `${path}.map`
    const isOurs = path.includes('/packages/') && existsSync(map)
    maps.set(path, isOurs ? new SourceMap(JSON.parse(readFileSync(map, 'utf8'))) : undefined)
  }
  return maps.get(path)
}
