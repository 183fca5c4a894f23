import { describe, expect, it } from 'vitest'
import { startTestShop } from '../../testing/seeded.ts'
import { stampsOne } from './fixtures/stamps.ts'
import { startsOfTests } from './fixtures/starts.ts'

const { start, work } = startsOfTests()

describe('a plugin that is disabled while the shop runs', () => {
  it('answers nothing, hears nothing, adjusts and claims nothing, and gets what it missed when it is enabled', async () => {
    const shop = await startTestShop({ plugins: [stampsOne(work)()] })
    const { admin, stamps } = shop.commerce.call
    const buy = async (email: string) => {
      const lines = [{ sku: 'SMOKER-SMALL', quantity: 1 }]
      const { id } = await admin.orders.createDraft({ body: { lines, email, delivery: { code: 'fetch' } } })
      return admin.orders.completeDraft({ params: { id } })
    }
    const turn = { params: { id: 'stamps' } }
    await buy('ada@example.com')
    expect(await stamps.all({})).toEqual([{ customer: 'ada@example.com', count: 1 }])

    expect(await admin.plugins.disable(turn)).toMatchObject({ status: 'disabled', revision: 2 })
    await expect(stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled', status: 409 })
    const answer = await fetch(`${shop.url}/store/stamps/cards`)
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'plugins.disabled',
        hint: expect.stringContaining('/admin/plugins/stamps/enable'),
      }),
    ])
    await buy('bee@example.com')
    await admin.customers.create({ body: { email: 'cy@example.com' } })
    await shop.commerce.idle()
    expect(work.heard).toEqual([])
    await expect(admin.jobs.runJob({ body: { name: 'stamps/print' } })).rejects.toMatchObject({ code: 'jobs.paused' })

    expect(await admin.plugins.enable(turn)).toMatchObject({ status: 'enabled', waitsUntil: null })
    await shop.commerce.idle()
    expect(work.heard).toHaveLength(1)
    expect(await stamps.all({})).toEqual([{ customer: 'ada@example.com', count: 1 }])
    await shop.close()
  })

  it('adjusts no cart, not even one that was being looked at', async () => {
    const shop = await startTestShop({ plugins: [stampsOne(work)()] })
    const { admin, store } = shop.commerce.call
    const { id, token } = await store.carts.create({ body: {} })
    const headers = { 'Vitrine-Cart': token ?? '' }
    const found = await admin.products.list({ query: { q: 'Smoker' } })
    const full = await admin.products.get({ params: { id: found.items[0]?.id ?? '' } })
    const variantId = full.variants[0]?.id ?? ''
    const added = await store.carts.addLine({ params: { id }, body: { variantId, quantity: 1 }, headers })
    expect(added.totals.adjustment.amount).toBe(-100)
    await admin.plugins.disable({ params: { id: 'stamps' } })
    const after = await store.carts.read({ params: { id }, headers })
    expect(after.totals.adjustment.amount).toBe(0)
    await shop.close()
  })

  it('has its running job told, and cannot be removed before that has ended', async () => {
    let end = () => {}
    let told: unknown
    work.job = (signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          told = signal.reason
        })
        end = resolve
      })
    const shop = await start([stampsOne(work)()])
    const { plugins, jobs } = shop.call.admin
    await jobs.runJob({ body: { name: 'stamps/print' } })
    await expect
      .poll(async () => (await jobs.jobs({})).items.find(({ name }) => name === 'stamps/print')?.isRunning)
      .toBe(true)
    await plugins.disable({ params: { id: 'stamps' } })
    expect(told).toMatchObject({ message: 'the plugin stamps is disabled' })
    const removal = { params: { id: 'stamps' }, query: { data: 'drop' } } as const
    await expect(plugins.remove(removal)).rejects.toMatchObject({ code: 'plugins.busy' })
    end()
    await expect
      .poll(async () => (await jobs.jobs({})).items.find(({ name }) => name === 'stamps/print')?.isRunning)
      .toBe(false)
    await plugins.remove(removal)
    await shop.close()
  })

  it('stays so after the next start', async () => {
    const shop = await start([stampsOne(work)()])
    await shop.call.admin.plugins.disable({ params: { id: 'stamps' } })
    await shop.close()
    const again = await start([stampsOne(work)()])
    await expect(again.call.stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled' })
    await again.close()
  })
})
