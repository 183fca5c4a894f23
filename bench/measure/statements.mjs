import { isRead, operationNames } from '../load/operations.mjs'
import { startChild } from '../servers/child.mjs'
import { startServer } from '../servers/programs.mjs'
import { crowd } from './rounds.mjs'

/**
 * @typedef {import('../load/operations.mjs').OperationName} OperationName
 * @typedef {Record<string, number>} Counts how often a text of SQL ran
 * @typedef {{ statements: number, transactions: number, texts: Counts }} Statements for each operation
 */

const control = /^\s*(begin|commit|rollback|savepoint|release|pragma)\b/i

/**
 * How many statements an operation takes, the work that it causes afterwards included (events, mails, search index). BEGIN, COMMIT and
 * savepoints are counted apart, as transactions by their COMMIT. One buyer at a time, so that nothing is shared with a neighbour; warm.
 * The orders among reads are taken off, as with processor time.
 * @param {object} asked
 * @param {import('../servers/programs.mjs').ProgramName} asked.name
 * @param {import('../shops.mjs').Shops} asked.shops
 * @param {import('../options.mjs').Options} asked.options
 * @returns {Promise<Map<OperationName, Statements>>}
 */
export async function statementsOf({ name, shops: { files, key }, options }) {
  const server = await startServer(name, files, [
    '--import',
    new URL('../servers/statements.mjs', import.meta.url).href,
  ])
  const generator = startChild({ script: 'load/generator.mjs' })
  const { products, seed, every } = options
  const job = { url: server.url, key, products, every }
  /** @type {Map<OperationName, Statements>} */
  const found = new Map()
  for (const operation of [...operationNames].reverse()) {
    if (operation !== 'checkout' && !options.operations.includes(operation)) continue
    const warmUp = { ...job, operation, concurrency: crowd, seconds: options.seconds, seed: seed + 50 }
    await generator.ask({ job: warmUp })
    const before = await server.statements()
    /** @type {import('../load/run.mjs').Ran} */
    const { count, orders } = await generator.ask({
      job: { ...job, operation, concurrency: 1, seconds: Math.min(1, options.seconds), seed: seed + 51 },
    })
    const share = isRead(operation) ? orders / count : 0
    found.set(
      operation,
      perOperation({ before, after: await server.statements(), count, share, order: found.get('checkout') }),
    )
  }
  await Promise.all([server.stop(), generator.stop()])
  return found
}

/**
 * @param {{ before: Counts, after: Counts, count: number, share: number, order: Statements | undefined }} counted
 * @returns {Statements}
 */
function perOperation({ before, after, count, share, order }) {
  const each = (/** @type {[string, number]} */ [sql, times]) =>
    /** @type {const} */ ([sql, (times - (before[sql] ?? 0)) / count - share * (order?.texts[sql] ?? 0)])
  const texts = Object.fromEntries(Object.entries(after).map(each))
  const sum = (/** @type {(sql: string) => boolean} */ isMeant) =>
    Math.max(
      0,
      Object.entries(texts).reduce((total, [sql, times]) => (isMeant(sql) ? total + times : total), 0),
    )
  return {
    statements: sum((sql) => !control.test(sql)),
    transactions: sum((sql) => /^\s*commit\b/i.test(sql)),
    texts,
  }
}
