import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { proveIdentity } from '../customers/identities.ts'
import { customerEmailVerified } from '../customers/index.ts'
import { customers } from '../customers/schema.ts'
import { emit } from '../events/index.ts'
import { insertInto, run } from '../kernel/index.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderById } from './reads.ts'
import { ordersOfCustomer } from './show.ts'

describe('orders of guests', () => {
  let shop: OrderShop
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.balanced()
    await shop.close()
  })

  const person = async (email: string, isProved: boolean) => {
    const { ctx } = shop
    const id = ctx.newId('cus')
    const row = { id, email, status: 'active', createdAt: ctx.now(), updatedAt: ctx.now() } as never
    await run(ctx, {
      name: 'test.customer',
      plan: () => ({
        result: null,
        statements: [
          insertInto(customers)(row),
          ...(isProved ? [proveIdentity(ctx, { customerId: id, kind: 'email', value: email }, 'link')] : []),
          ...(isProved ? [emit(ctx, customerEmailVerified, { aggregate: id, data: { customerId: id } })] : []),
        ],
      }),
    })
    await shop.settle()
    return id
  }

  it('become those of the person who proves the address, before and after', async () => {
    const before = await shop.order({ lines: [{ sku: 'VEIL' }] })
    const customerId = await person('ada@example.com', true)
    expect(await orderById(shop.ctx, before)).toMatchObject({ customerId })
    const after = await shop.order({ lines: [{ sku: 'VEIL' }] })
    await shop.settle()
    expect(await orderById(shop.ctx, after)).toMatchObject({ customerId })
    const { items } = await ordersOfCustomer(shop.ctx, { customerId, limit: 10 })
    expect(items.map(({ id }) => id)).toEqual([after, before])
  })

  it('stay with nobody while the address is only claimed, or another one is proved', async () => {
    const id = await shop.order({ lines: [{ sku: 'VEIL' }] })
    await person('ada@example.com', false)
    await person('bo@example.com', true)
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({ customerId: null })
  })
})
