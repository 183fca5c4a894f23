import type { Context } from '@vitrine/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWindow, type Window } from '../fixtures/window.ts'
import { join } from './person.ts'

let shop: Window
let ctx: Context
beforeAll(async () => {
  shop = await openWindow()
  ctx = { ...shop.commerce.core, actor: { kind: 'system', id: null, scopes: ['*'] }, request: { id: 'req_test' } }
})
afterAll(() => shop?.close())

const product = fc.constantFrom('prd_a', 'prd_b', 'prd_c')
const at = fc.integer({ min: 1, max: 9 })
const goods = fc.uniqueArray(fc.record({ product, at }), { selector: ({ product: id }) => id })
const person = fc.record({
  views: goods,
  lists: fc.uniqueArray(fc.record({ key: fc.constantFrom('saved', 'spring', 'gifts'), items: goods }), {
    selector: ({ key }) => key,
  }),
})
type Person = Parameters<
  Parameters<typeof fc.property<[typeof person extends fc.Arbitrary<infer P> ? P : never]>>[1]
>[0]

it('joins people without loss or doubles, however often and in whatever order', async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 3 }), person, async (visitors, customer) => {
      round += 1
      const owner = `customer/cus_${round}`
      await write(owner, customer)
      for (const [index, visitor] of visitors.entries()) await write(`visitor/vis_${round}x${index}`, visitor)
      for (const times of [1, 2])
        for (const index of visitors.keys())
          await join(ctx, {
            from: `visitor/vis_${round}x${times === 1 ? index : visitors.length - 1 - index}`,
            to: owner,
          })
      expect(await read(owner)).toEqual(expected([customer, ...visitors]))
      expect(await read(`visitor/vis_${round}x0`)).toEqual({ views: {}, lists: {} })
    }),
    { numRuns: 40, ...(process.env.VITRINE_SEED && { seed: Number(process.env.VITRINE_SEED) }) },
  )
})

type Goods = Readonly<Record<string, number>>

/** The later look, the earlier day of saving; lists of one name are one. */
function expected(people: readonly Person[]): { views: Goods; lists: Record<string, Goods> } {
  const views: Record<string, number> = {}
  const lists: Record<string, Record<string, number>> = {}
  for (const one of people) {
    for (const { product: id, at: time } of one.views) views[id] = Math.max(views[id] ?? 0, time)
    for (const { key, items } of one.lists) {
      lists[key] ??= {}
      for (const { product: id, at: time } of items)
        lists[key][id] = Math.min(lists[key][id] ?? Number.POSITIVE_INFINITY, time)
    }
  }
  return { views, lists }
}

async function write(owner: string, { views, lists }: Person): Promise<void> {
  const { db, newId } = ctx
  const lines = views.map(({ product: id, at: time }) => ({
    sql: 'insert into storefront_views (owner, product_id, viewed_at) values (?, ?, ?)',
    args: [owner, id, time],
  }))
  for (const { key, items } of lists) {
    const id = newId('lst')
    lines.push({
      sql: 'insert into storefront_lists (id, owner, key, name, created_at, updated_at) values (?, ?, ?, ?, ?, ?)',
      args: [id, owner, key, key, 1, 1],
    })
    for (const item of items)
      lines.push({
        sql: "insert into storefront_items (list_id, product_id, variant_id, note, added_at) values (?, ?, '', '', ?)",
        args: [id, item.product, item.at],
      })
  }
  await db.batch(lines)
}

async function read(owner: string): Promise<{ views: Goods; lists: Record<string, Goods> }> {
  const { db } = ctx
  const views = await db.raw('select product_id, viewed_at from storefront_views where owner = ?', [owner])
  const rows = await db.raw(
    `select l.key, i.product_id, i.added_at from storefront_lists l left join storefront_items i on i.list_id = l.id where l.owner = ?`,
    [owner],
  )
  const lists: Record<string, Record<string, number>> = {}
  for (const [key, id, time] of rows as [string, string | null, number][]) {
    lists[key] ??= {}
    if (id !== null) lists[key][id] = time
  }
  return { views: Object.fromEntries(views as [string, number][]), lists }
}
