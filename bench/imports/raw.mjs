import { createRequire } from 'node:module'
import { fold } from '../rates/core.mjs'
import { byTriggers, few, inOrder, ofProducts, search } from './tables.mjs'

const Libsql = createRequire(new URL('../../packages/core/package.json', import.meta.url))('libsql')

/**
 * How long the same rows take through prepared statements alone: row by row, in transactions of so many products, durable as in the shop.
 * Reading them is not counted.
 * @param {{ from: string, into: string, productsAtOnce: number }} work `from` is the shop after the import, `into` a copy from before it
 */
export function rawImport({ from, into, productsAtOnce }) {
  const source = new Libsql(from, { readonly: true })
  const target = open(into)
  refuseUnknown(source, target)
  const ids = newProducts(source, target)
  const chunks = Math.ceil(ids.length / productsAtOnce)
  const shares = inOrder.map((each) => inShares({ source, target, ...each, chunks }))
  const writers = new Map()
  let ms = 0
  let cpuMs = 0
  let rows = 0
  for (let at = 0; at < chunks; at += 1) {
    const products = ids.slice(at * productsAtOnce, (at + 1) * productsAtOnce)
    const batches = [
      ...(at === 0 ? fewRows(source, target) : []),
      ...ofProducts.map((table) => rowsOf(source, table, products)),
      ...shares.map((next) => next()),
      ...searchRows(source, products),
    ].filter((batch) => batch.rows.length > 0)
    const prepared = batches.map((batch) => ({ ...batch, writer: writerOf(writers, target, batch) }))
    const started = performance.now()
    const cpu = process.cpuUsage()
    target.exec('begin immediate')
    for (const batch of prepared) for (const row of batch.rows) batch.writer.run(row)
    target.exec('commit')
    ms += performance.now() - started
    const { user, system } = process.cpuUsage(cpu)
    cpuMs += (user + system) / 1_000
    rows += batches.reduce((sum, batch) => sum + batch.rows.length, 0)
  }
  const wrong = differences(source, target)
  source.close()
  target.close()
  if (wrong.length > 0) throw new Error(`the raw import wrote something else: ${wrong.join(', ')}`)
  return { ms, cpuMs, rows, products: ids.length }
}

/** @param {string} path */
function open(path) {
  const db = new Libsql(path)
  for (const [name, value] of Object.entries({
    journal_mode: 'wal',
    synchronous: 'full',
    foreign_keys: 'on',
    cache_size: '-65536',
  }))
    db.exec(`pragma ${name} = ${value}`)
  return db
}

/** @typedef {any} Db */
/** @typedef {{ sql: string, rows: any[][] }} Batch */

/** @param {Db} db @returns {string[]} */
function tablesOf(db) {
  const names = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_stat%' order by name")
    .all([])
  return names.map((/** @type {{ name: string }} */ { name }) => name)
}

/** @param {Db} db @param {string} table */
const countOf = (db, table) => /** @type {number} */ (db.prepare(`select count(*) as n from "${table}"`).all([])[0].n)

/** @param {Db} source @param {Db} target */
function grownTables(source, target) {
  return tablesOf(source).filter(
    (table) => !search.shadow.test(table) && countOf(source, table) !== countOf(target, table),
  )
}

/** An import that begins to write somewhere else must not look faster for it. @param {Db} source @param {Db} target */
function refuseUnknown(source, target) {
  const known = new Set([...ofProducts, ...inOrder].map(({ table }) => table))
  const unknown = grownTables(source, target).filter(
    (table) => !known.has(table) && !byTriggers.includes(table) && !few.test(table),
  )
  if (unknown.length > 0) throw new Error(`the import also wrote into ${unknown.join(', ')}`)
}

/** @param {Db} source @param {Db} target */
function differences(source, target) {
  return grownTables(source, target)
    .filter((table) => table !== 'sqlite_sequence')
    .map((table) => `${table} (${countOf(source, table)} and ${countOf(target, table)})`)
}

/** @param {Db} source @param {Db} target @returns {string[]} */
function newProducts(source, target) {
  const idsOf = (/** @type {Db} */ db) =>
    /** @type {string[]} */ (db.prepare('select id from products order by id').raw(true).all([]).flat())
  const known = new Set(idsOf(target))
  return idsOf(source).filter((id) => !known.has(id))
}

/** @param {Db} db @param {string} table */
function columnsOf(db, table) {
  /** @type {{ name: string }[]} */
  const columns = db.prepare(`pragma table_info("${table}")`).all([])
  return columns.map(({ name }) => name)
}

/** @param {string} table @param {readonly string[]} columns @param {boolean} [skip] */
function insertText(table, columns, skip = false) {
  const names = columns.map((name) => `"${name}"`).join(', ')
  return `insert${skip ? ' or ignore' : ''} into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`
}

const readers = new Map()

/** @param {Db} source @param {{ table: string, where: string, columns?: string[], skip?: boolean }} of @param {string[]} products @returns {Batch} */
function rowsOf(source, { table, where, columns = columnsOf(source, table), skip = false }, products) {
  const text = `select ${columns.map((/** @type {string} */ name) => `"${name}"`).join(', ')} from "${table}" where ${where.replaceAll(':products', '?')}`
  const reader = readers.get(text) ?? source.prepare(text).raw(true)
  readers.set(text, reader)
  return { sql: insertText(table, columns, skip), rows: reader.all([JSON.stringify(products)]) }
}

/** @param {{ source: Db, target: Db, table: string, key: string, order: string, chunks: number }} of @returns {() => Batch} */
function inShares({ source, target, table, key, order, chunks }) {
  const columns = columnsOf(source, table)
  const keysOf = (/** @type {Db} */ db) =>
    /** @type {any[]} */ (db.prepare(`select "${key}" from "${table}" order by ${order}`).raw(true).all([]).flat())
  const known = new Set(keysOf(target))
  const fresh = keysOf(source).filter((one) => !known.has(one))
  const share = Math.ceil(fresh.length / chunks)
  const names = columns.map((name) => `"${name}"`).join(', ')
  const reader = source
    .prepare(`select ${names} from "${table}" where "${key}" in (select value from json_each(?)) order by ${order}`)
    .raw(true)
  const sql = insertText(table, columns)
  return () => ({ sql, rows: reader.all([JSON.stringify(fresh.splice(0, share))]) })
}

/** @param {Db} source @param {Db} target @returns {Batch[]} */
function fewRows(source, target) {
  return grownTables(source, target)
    .filter((table) => few.test(table) && table !== 'sqlite_sequence')
    .map((table) => {
      const columns = columnsOf(source, table)
      return {
        sql: insertText(table, columns, true),
        rows: source.prepare(`select * from "${table}"`).raw(true).all([]),
      }
    })
}

const textOfProducts = `select d.number, p.title, p.description || ' ' || p.type || ' ' || p.vendor || ' ' || p.tags || ' ' || coalesce((
    select group_concat(o.name || ' ' || w.name, ' ') from product_options o join product_option_values w on w.option_id = o.id
    where o.product_id = p.id), '') as words
  from products p join browse_documents d on d.product_id = p.id where p.id in (select value from json_each(?)) order by d.number`

/** @param {Db} source @param {string[]} products @returns {Batch[]} */
function searchRows(source, products) {
  /** @type {[number, string, string][]} */
  const found = source
    .prepare(textOfProducts)
    .raw(true)
    .all([JSON.stringify(products)])
  const rows = found.map(([number, title, words]) => [number, fold(title), fold(words)])
  return search.tables.map((table) => ({ sql: insertText(table, ['rowid', 'title', 'words']), rows }))
}

/** @param {Map<string, any>} writers @param {Db} target @param {Batch} batch */
function writerOf(writers, target, { sql }) {
  const writer = writers.get(sql) ?? target.prepare(sql)
  writers.set(sql, writer)
  return writer
}
