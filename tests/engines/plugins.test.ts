import { afterAll, beforeAll, expect, it } from 'vitest'
import { stampsBefore, stampsOne, type Work } from '../../packages/core/src/plugins/lifecycle/fixtures/stamps.ts'
import { openTestShop, type ServedShop, serveTestShop } from '../../packages/core/src/testing/shop.ts'
import { UNLIMITED } from './fixtures/buyer.ts'
import { type OtherProcess, startProcess } from './fixtures/other-process.ts'
import { describeServer } from './fixtures/server.ts'

/** What others do is known within two seconds. */
const SOON = 4_000

describeServer('plugins of two processes on one libSQL server', (server) => {
  const work: Work = { job: () => undefined, heard: [] }
  let shop: ServedShop<readonly [ReturnType<ReturnType<typeof stampsOne>>]>
  let other: OtherProcess
  const open = async () => {
    shop = await serveTestShop({ ...server.options(), limits: UNLIMITED, plugins: [stampsOne(work)()] })
  }
  const fork = async () => {
    other = await startProcess(server, new URL('./fixtures/plugin-process.ts', import.meta.url))
  }
  beforeAll(async () => {
    await Promise.all([open(), fork()])
  })
  afterAll(async () => {
    await other.kill()
    await shop.close()
  })

  const answers = async () => {
    const statuses = [shop.url, other.url].map(async (url) => (await fetch(`${url}/store/stamps/cards`)).status)
    return Promise.all(statuses)
  }
  const params = { id: 'stamps' }

  it('are installed once when both start at the same moment', async () => {
    const rows = await shop.commerce.core.db.raw('select id, version, status, revision from plugins')
    expect(rows).toEqual([['stamps', '1.0.0', 'enabled', 1]])
    expect(await answers()).toEqual([200, 200])
  })

  it('are turned off and on for both by one of them', async () => {
    const { plugins } = shop.commerce.call.admin
    await plugins.disable({ params })
    expect((await answers())[0]).toBe(409)
    await expect.poll(answers, { timeout: SOON }).toEqual([409, 409])
    await plugins.enable({ params })
    expect((await answers())[0]).toBe(200)
    await expect.poll(answers, { timeout: SOON }).toEqual([200, 200])
  })

  it('are not started in an older version beside a newer one', async () => {
    await expect(openTestShop({ ...server.options(), plugins: [stampsBefore()] })).rejects.toThrow(/has 0\.9\.0/)
  })

  it('are removed for both', async () => {
    const { plugins } = shop.commerce.call.admin
    await plugins.disable({ params })
    const removed = await plugins.remove({ params, query: { data: 'drop' } })
    expect(removed.tables).toContain('stamps_cards')
    await expect.poll(answers, { timeout: SOON }).toEqual([409, 409])
  })
})
