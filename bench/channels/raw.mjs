import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { pragmas } from '../raw/drivers/pragmas.mjs'

/** Entries of one call. */
const ENTRIES = 200

/**
 * The least program that tells a marketplace its stock: a table of numbers, a list of what changed for each seller, and a loop that sends it.
 * No policies, reservations, places, runs, records, limits or retries; what a call says back is not looked at.
 * @param {{ marketplace: import('./marketplace.mjs').Marketplace, connections: number, skus: string[] }} size
 */
export async function openRaw({ marketplace, connections, skus }) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-bench-'))
  const db = new Libsql(join(folder, 'raw.db'))
  for (const pragma of pragmas) db.exec(pragma)
  fill(db, skus)
  const set = db.prepare('update goods set stock = ? where sku = ?')
  /** @type {import('./program.mjs').Sent[]} */
  const sent = []
  const sellers = await Promise.all(
    Array.from({ length: connections }, (_, number) => openSeller({ url: marketplace.url, number, sent })),
  )
  const told = (/** @type {string[]} */ some, /** @type {number} */ quantity) => {
    for (const seller of sellers) seller.tell(some, quantity)
  }
  /** @type {import('./program.mjs').Program} */
  const program = {
    skus,
    connections,
    sent,
    change: (sku, quantity) => {
      set.run([quantity, sku])
      told([sku], quantity)
    },
    write: async (some, quantity) => {
      db.exec('begin immediate')
      for (const sku of some) set.run([quantity, sku])
      db.exec('commit')
      told(some, quantity)
      await new Promise((next) => setImmediate(next))
    },
    idle: async () => void (await Promise.all(sellers.map((seller) => seller.idle()))),
  }
  return {
    program,
    compare: (/** @type {number} */ times) => compare(db, times),
    close: () => {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * @param {InstanceType<typeof Libsql>} db
 * @param {string[]} skus
 */
function fill(db, skus) {
  db.exec(
    'create table goods (sku text primary key, title text, price integer, picture text, stock integer, hash text)',
  )
  const add = db.prepare('insert into goods values (?, ?, ?, ?, ?, ?)')
  db.exec('begin')
  for (const [number, sku] of skus.entries()) {
    const row = { sku, title: `Thing ${sku}`, price: 1_000 + number, picture: 'https://pictures.example.com/1.jpg' }
    add.run([row.sku, row.title, row.price, row.picture, 500, hashOf(row)])
  }
  db.exec('commit')
}

const hashOf = (/** @type {unknown} */ shape) => createHash('sha256').update(JSON.stringify(shape)).digest('hex')

/**
 * Every listing is read, mapped and compared with what was sent.
 * @param {InstanceType<typeof Libsql>} db
 * @param {number} times once for each seller
 */
async function compare(db, times) {
  const page = db.prepare('select sku, title, price, picture, hash from goods where sku > ? order by sku limit 50')
  for (let seller = 0; seller < times; seller += 1)
    for (let after = ''; ; ) {
      const rows = /** @type {{ sku: string, hash: string }[]} */ (page.all([after]))
      for (const { hash, ...shape } of rows) if (hashOf(shape) !== hash) throw new Error(`${shape.sku} differs`)
      if (rows.length === 0) break
      after = rows.at(-1)?.sku ?? ''
      await new Promise((next) => setImmediate(next))
    }
}

/**
 * Sends what is told as soon as the call before was answered.
 * @param {{ url: string, number: number, sent: import('./program.mjs').Sent[] }} seller
 */
async function openSeller({ url, number, sent }) {
  const authorization = `Bearer ${await tokenOf(url, number)}`
  const headers = { authorization, 'bazaar-market': 'nl', 'content-type': 'application/json' }
  /** @type {Map<string, number>} */
  const waiting = new Map()
  let sequence = Date.now() * 1_000
  /** @type {Promise<void> | undefined} */
  let working
  const work = async () => {
    while (waiting.size > 0) {
      const some = [...waiting].slice(0, ENTRIES)
      for (const [sku] of some) waiting.delete(sku)
      sequence += 1
      const items = some.map(([offerKey, quantity]) => ({ offerKey, quantity, sequence }))
      const body = JSON.stringify({ items })
      sent.push({ at: performance.now(), body })
      const answer = await fetch(`${url}/v1/stock/batch`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`the marketplace answered ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
    }
    working = undefined
  }
  return {
    tell: (/** @type {string[]} */ some, /** @type {number} */ quantity) => {
      for (const sku of some) waiting.set(sku, quantity)
      working ??= work()
    },
    idle: async () => working,
  }
}

/**
 * @param {string} url
 * @param {number} number
 */
async function tokenOf(url, number) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: `seller-${number}`,
    client_secret: 'a-secret-of-the-bench',
  })
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body })
  return /** @type {{ access_token: string }} */ (await answer.json()).access_token
}
