import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { exit, forkModule, message } from '../../packages/core/src/testing/fixtures/fork.ts'
import { createPromises } from './fixtures/promises.ts'
import { openSeller } from './fixtures/seller.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'

let shop: Stocked
beforeAll(async () => {
  shop = await stockedFile()
})
afterAll(() => shop.remove())

const open = () => createCommerce({ database: { url: shop.url }, mode: 'development', log: { level: 'silent' } })
const server = new URL('./fixtures/server-process.ts', import.meta.url)
const writer = new URL('./fixtures/second-writer.ts', import.meta.url)

const ON_HAND = 'select sum(on_hand) from inventory_levels'

describe('two processes on one file', () => {
  it('are one: the second is refused at once and told who has the file', async () => {
    const first = forkModule(server, { args: [shop.url] })
    const { url } = await message<{ url: string }>(first)
    const started = performance.now()
    await expect(open()).rejects.toMatchObject({
      code: 'VITRINE_DATABASE_OWNED',
      message: expect.stringContaining(`process ${first.pid} (${url})`),
    })
    expect(performance.now() - started).toBeLessThan(1_000)
    const second = forkModule(server, { args: [shop.url] })
    expect(await message(second)).toEqual({ refused: expect.stringContaining('Stop it first') })
    expect(await exit(second)).toEqual({ code: 1, signal: null })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    first.kill('SIGTERM')
    await exit(first)
  })

  it('keep every rule of the data although the second writes without asking', async () => {
    const commerce = await open()
    await commerce.start()
    const { db } = commerce.core
    const wares = async (sql: string) => Number((await db.raw(sql))[0]?.[0])
    const before = await wares(ON_HAND)
    const other = forkModule(writer, { args: [shop.file, 'HIVE', 'wh'] })
    await message(other)
    const promises = createPromises()
    const seller = await openSeller(commerce, (...words) => promises.hear(words.join(' ')))
    await seller.sell(4, () => promises.orders.size < 40)
    const told = message<{ written: number }>(other)
    other.send('stop')
    const { written } = await told
    await exit(other)
    await commerce.idle()
    expect(written).toBeGreaterThan(20)
    expect(await promises.broken(db)).toEqual([])
    await promises.lookUp(db)
    expect(promises.explain().faults).toEqual([])
    expect(await checkInvariants(db)).toEqual({ ok: true, violations: [] })
    expect(await wares(ON_HAND)).toBe(before + written - (await wares('select sum(fulfilled) from order_lines')))
    await commerce.close()
    process.stdout.write(`F5: ${promises.orders.size} orders beside ${written} foreign writes, 0 lost\n`)
  })
})
