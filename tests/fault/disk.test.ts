import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { serve } from '../../packages/core/src/http/serve.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { type Database, openDatabase } from '../../packages/core/src/kernel/index.ts'
import { exit, forkModule, message } from '../../packages/core/src/testing/fixtures/fork.ts'
import { askShop, fillCartOver, orderIn, type ReadyCart } from './fixtures/buyer.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'
import { whyNotTraced } from './fixtures/tracer.ts'

const limits = { general: 1_000_000, sensitive: 1_000_000 }
/** Buyers before the disk is full, and refusals until it counts as full. */
const LEAST = 5

let shop: Stocked
let folder: string
beforeAll(async () => {
  shop = await stockedFile()
  folder = mkdtempSync(join(tmpdir(), 'vitrine-disk-'))
})
afterAll(() => {
  shop.remove()
  rmSync(folder, { recursive: true, force: true })
})

function copyTo(into: string): string {
  mkdirSync(into, { recursive: true })
  const file = join(into, 'shop.db')
  for (const part of ['', '-wal']) copyFileSync(`${shop.file}${part}`, `${file}${part}`)
  return file
}

interface Disk {
  readonly name: string
  readonly url: string
  /** From now on the disk takes nothing more. */
  fill(): Promise<void> | void
  /** There is room again. */
  free(): Promise<void> | void
  /** Looks into the database when all is over. */
  look<T>(work: (db: Database) => Promise<T>): Promise<T>
}

const complete = (url: string, { id, token }: ReadyCart) =>
  askShop(url, { method: 'POST', path: `/store/carts/${id}/complete`, token, key: `key-of-the-cart-${id}` })

/** Buys before, during and after; what is refused meanwhile is refused in words, reads go on, and nothing that was acknowledged is lost. */
async function survive({ name, url, fill, free, look }: Disk): Promise<void> {
  const orders = new Map<string, string>()
  const note = (cart: ReadyCart, order: string | undefined) => order !== undefined && orders.set(cart.id, order)
  for (let at = 0; at < LEAST; at += 1) {
    const cart = (await fillCartOver(url)) as ReadyCart
    note(cart, orderIn(await complete(url, cart)))
  }
  expect(orders.size).toBe(LEAST)
  const waiting = await Promise.all(Array.from({ length: 30 }, () => fillCartOver(url)))
  await fill()
  const refused: ReadyCart[] = []
  for (const cart of waiting) {
    if (cart === undefined) throw new Error('the carts are filled before the disk is')
    const heard = await complete(url, cart)
    note(cart, orderIn(heard))
    if (heard.status !== 200) {
      refused.push(cart)
      expect([507, 503], `${heard.status} ${heard.body.code}`).toContain(heard.status)
    }
    const read = await askShop(url, { method: 'GET', path: `/store/carts/${cart.id}`, token: cart.token })
    expect(read.status, 'reads go on').toBe(200)
  }
  expect(refused.length, 'the disk was full').toBeGreaterThanOrEqual(LEAST)
  await free()
  for (const cart of refused) note(cart, orderIn(await complete(url, cart)))
  const later = (await fillCartOver(url)) as ReadyCart
  note(later, orderIn(await complete(url, later)))
  expect(orders.size).toBe(LEAST + waiting.length + 1)
  await look(async (db) => {
    const rows = (await db.raw('select cart_id, id from orders')) as [string, string][]
    expect(new Map(rows)).toEqual(orders)
    expect(await checkInvariants(db)).toEqual({ ok: true, violations: [] })
  })
  process.stdout.write(
    `F4: ${name}: ${orders.size} orders, ${refused.length} refused meanwhile and bought later, 0 lost\n`,
  )
}

/** The shop in this process, so that its engine can be told to have no more room. */
async function served(file: string) {
  const options = { database: { url: `file:${file}` }, mode: 'development', log: { level: 'silent' }, limits } as const
  const commerce = await createCommerce(options)
  const serving = await serve(commerce, { port: 0, handleSignals: false })
  return { commerce, ...serving }
}

describe('a shop whose disk takes nothing more', () => {
  it('refuses what it cannot keep, reads on, and goes on by itself when there is room', async () => {
    const { commerce, url, stop } = await served(copyTo(join(folder, 'pages')))
    const { db } = commerce.core
    const pages = async (count: number) => db.batch([{ sql: `pragma max_page_count = ${count}`, args: [] }])
    const now = async () => Number((await db.raw('pragma page_count'))[0]?.[0])
    await survive({
      name: 'no more pages',
      url,
      fill: async () => pages(await now()),
      free: () => pages(1_000_000),
      look: (work) => work(db),
    })
    await stop()
  })

  const isRoot = process.getuid?.() === 0
  const probe = join(tmpdir(), `vitrine-mount-${process.pid}`)
  const canMount = isRoot && mounts(probe, 1)
  if (canMount) unmount(probe)
  it.skipIf(!canMount)(
    `does so on a real disk of 16 MB${canMount ? '' : ' (skipped: nothing may be mounted here)'}`,
    async () => {
      const place = join(folder, 'small')
      mounts(place, 16)
      const filler = join(place, 'filler')
      const { commerce, url, stop } = await served(copyTo(place))
      try {
        await survive({
          name: 'a disk of 16 MB',
          url,
          fill: () => void spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096']),
          free: () => rmSync(filler),
          look: (work) => work(commerce.core.db),
        })
      } finally {
        await stop()
        unmount(place)
      }
    },
  )

  const reason = whyNotTraced()
  it.skipIf(reason !== undefined)(
    `does so when the disk fails${reason === undefined ? '' : ` (skipped: ${reason})`}`,
    async () => {
      const file = copyTo(join(folder, 'failing'))
      const child = forkModule(new URL('./fixtures/server-process.ts', import.meta.url), { args: [`file:${file}`] })
      const { url } = await message<{ url: string }>(child)
      let fault: ChildProcess | undefined
      await survive({
        name: 'EIO at every fsync and write',
        url,
        async fill() {
          const failing = ['-e', 'trace=fdatasync,fsync,pwrite64', '-e', 'inject=fdatasync,fsync,pwrite64:error=EIO']
          fault = spawn('strace', ['-f', '-p', String(child.pid), ...failing, '-o', '/dev/null'], {
            stdio: ['ignore', 'ignore', 'pipe'],
          })
          await new Promise((attached) => fault?.stderr?.once('data', attached))
        },
        async free() {
          fault?.kill('SIGINT')
          await new Promise((ended) => fault?.once('exit', ended))
        },
        async look(work) {
          child.kill('SIGTERM')
          expect(await exit(child)).toEqual({ code: 0, signal: null })
          const { db } = openDatabase({ url: `file:${file}`, now: Date.now })
          return work(db).finally(() => db.close())
        },
      })
    },
  )

  it('does not start in a folder that it may not write to, and says why', async () => {
    const place = join(folder, 'locked')
    const file = copyTo(place)
    chmodSync(folder, 0o755)
    chmodSync(place, 0o555)
    const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {}
    const child = forkModule(new URL('./fixtures/server-process.ts', import.meta.url), {
      args: [`file:${file}`],
      ...nobody,
    })
    const said = await message<{ refused?: string }>(child)
    expect(said.refused).toMatch(/readonly|read-only|unable to open|permission/i)
    expect(await exit(child)).toEqual({ code: 1, signal: null })
    chmodSync(place, 0o755)
  })
})

function mounts(place: string, megabytes: number): boolean {
  mkdirSync(place, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', place]).status === 0
}

/** Lazily: the binding lets go of a closed file when its statements are collected. */
function unmount(place: string): void {
  execFileSync('umount', ['-l', place])
  rmSync(place, { recursive: true, force: true })
}
