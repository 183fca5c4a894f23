import { storefrontClient } from '@vitrine/plugin-storefront/client'
import { createStorefront } from '@vitrine/sdk'
import { createAdmin } from '@vitrine/sdk/admin'
import { describe, expectTypeOf, test } from 'vitest'

const shop = createStorefront({ url: '', plugins: [storefrontClient] })
const admin = createAdmin({ url: '', token: 'sk', plugins: [storefrontClient] })
declare const error: unknown

describe('the client of the storefront', () => {
  test('knows what it is told and tells', async () => {
    const { items } = await shop.storefront.viewed({ query: { limit: 3 } })
    expectTypeOf(items[0]?.product.price?.amount).toEqualTypeOf<number | undefined>()
    expectTypeOf(await shop.storefront.robots()).toEqualTypeOf<string>()
    expectTypeOf((await admin.storefront.status()).redirects).toEqualTypeOf<number>()
    // @ts-expect-error the product is missing
    shop.storefront.save({ params: { id: 'saved' }, body: {} })
    // @ts-expect-error staff only
    shop.storefront.status
    // @ts-expect-error no such status
    admin.storefront.createRedirect({ body: { from: '/a', to: '/b', status: 303 } })
  })

  test('narrows problems by their code', () => {
    if (shop.isProblem(error, 'storefront.listFull')) expectTypeOf(error.extra.most).toEqualTypeOf<number>()
    if (admin.isProblem(error, 'storefront.redirectLoop')) expectTypeOf(error.extra.way).toEqualTypeOf<string[]>()
    // @ts-expect-error no such code
    shop.isProblem(error, 'storefront.listFul')
  })
})
