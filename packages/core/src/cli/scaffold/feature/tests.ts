export const conformance = `import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { samplePlugin } from './index.ts'

const cases = pluginConformance(samplePlugin, {
  settings: { keepDays: 365 },
  readme: new URL('../README.md', import.meta.url),
})

describe('sample-plugin', () => {
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})
`

export const pluginTest = `import { startTestShop } from '@vitrine/core/testing'
import { expect, it } from 'vitest'
import { samplePlugin } from './index.ts'

it('counts what somebody ordered', async () => {
  const shop = await startTestShop({ plugins: [samplePlugin()] })
  const { admin, 'sample-plugin': ours } = shop.commerce.call
  const email = 'ada@example.com'
  await expect(ours.buyer({ params: { email } })).rejects.toMatchObject({ code: 'sample-plugin.unknownBuyer' })
  for (const sku of ['VEIL-ONE', 'SMOKER-SMALL']) {
    const body = { lines: [{ sku, quantity: 1 }], email, delivery: { code: 'fetch' } }
    const { id } = await admin.orders.createDraft({ body })
    await admin.orders.completeDraft({ params: { id } })
  }
  await shop.commerce.idle()
  expect(await ours.buyer({ params: { email } })).toMatchObject({ email, orders: 2 })
  await shop.close()
})
`
