import { defineEvent, emit, run } from '@vitrine/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStores, order, type StoreShop } from './fixtures/shop.ts'
import type { PickupView } from './model.ts'

const admin = '/admin/click-and-collect'
const buyerErased = defineEvent<{ orderId: string }>('order.buyerErased')

let stores: StoreShop
beforeEach(async () => {
  stores = await openStores()
})
afterEach(() => stores.close())

const tellErased = async (orderId: string) => {
  const { core, idle } = stores.shop.commerce
  const ctx = { ...core, actor: { kind: 'system', id: null, scopes: ['*'] }, request: { id: 'req_test' } } as const
  await run(ctx, {
    name: 'test.erase',
    plan: (commandId) => ({
      result: null,
      statements: [emit(ctx, buyerErased, { aggregate: orderId, data: { orderId }, commandId })],
    }),
  })
  await idle()
}
const stored = async () => {
  const { db } = stores.shop.commerce.core
  const tables = ['click_and_collect_pickups', 'click_and_collect_hand_overs']
  return JSON.stringify(await Promise.all(tables.map((table) => db.raw(`select * from ${table} order by id`))))
}
const collected = async (email: string, collector: string) => {
  const { ask, places } = stores
  const placed = await order(stores, { skus: { 'VEIL-ONE': 2 }, at: 'lviv', email })
  const [pickup] = (await ask<{ items: PickupView[] }>('GET', `${admin}/pickups?order=${placed.number}`)).body.items
  const step = (path: string, body: unknown) => ask('POST', `${admin}/pickups/${pickup?.id}/${path}`, body)
  await step('ready', { all: true })
  const named = { name: collector }
  await ask('POST', `/store/click-and-collect/orders/${placed.id}/collector?token=${placed.token}`, named, 'nobody')
  const mine = await ask<{ items: { code: string }[] }>(
    'GET',
    `/store/click-and-collect/orders/${placed.id}?token=${placed.token}`,
    undefined,
    'nobody',
  )
  const body = { code: mine.body.items[0]?.code, locationId: places.lviv, collector }
  const given = await ask<{ handOverId: string }>('POST', `${admin}/hand-overs`, body)
  await ask('POST', `${admin}/hand-overs/${given.body.handOverId}/undo`, { note: `${collector} had no box` })
  await stores.shop.commerce.idle()
  return placed
}

it('forgets who bought and who collected when the buyer of an order is erased, and nobody else', async () => {
  const gone = await collected('gone@example.com', 'Olena Kovalenko')
  const stays = await collected('stays@example.com', 'Piet Bakker')
  expect(await stored()).toMatch(/gone@example\.com.*Olena Kovalenko had no box/)
  await tellErased(gone.id)
  const after = await stored()
  expect(after).not.toMatch(/gone@example|Olena/)
  expect(after).toMatch(/stays@example\.com.*Piet Bakker had no box/)
  const found = await stores.ask<{ items: PickupView[] }>('GET', `${admin}/pickups?order=${gone.number}`)
  expect(found.body.items).toMatchObject([{ name: '', collector: null, lines: [{ quantity: 2 }] }])
  await tellErased(gone.id)
  expect(await stored()).toBe(after)
  expect(stays.id).not.toBe(gone.id)
})
