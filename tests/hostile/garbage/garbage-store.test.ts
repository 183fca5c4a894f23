import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyerAddress } from '../../fixtures/buyer-address.ts'
import { gentlyOrdered, storeRoutes } from '../document/routes.ts'
import { cartToken, examplesOf } from '../shop/examples/index.ts'
import { cartOf, customerOf, openVictim, orderOf, type Victim } from '../shop/victim.ts'
import { type Attack, createAttack } from './attack.ts'

describe('garbage sent to the store surface by a buyer who is signed in', () => {
  let victim: Victim
  let attack: Attack
  beforeAll(async () => {
    victim = await openVictim()
    const cookie = await customerOf(victim, 'ada@example.com')
    const carts = [await cartOf(victim, { Cookie: cookie }), await cartOf(victim), await cartOf(victim)]
    const order = await orderOf(victim, { Cookie: cookie })
    const address = { method: 'POST', path: '/store/customers/me/addresses', headers: { Cookie: cookie } }
    await victim.ask({ ...address, json: buyerAddress })
    attack = createAttack(victim, {
      examples: examplesOf(victim),
      sign: ({ path, headers = {} }) => ({
        Cookie: headers.Cookie === undefined ? cookie : `${headers.Cookie}; ${cookie}`,
        'Vitrine-Cart': cartToken(victim, path.split(/[/?]/)[3] ?? ''),
      }),
    })
    attack.learn('/store/carts', { items: carts.map(({ id, lineId }) => ({ id, lines: [{ id: lineId }] })) })
    attack.learn('/store/orders', order)
    await attack.scout(storeRoutes)
  })
  afterAll(() => victim.end())

  it.each(gentlyOrdered(storeRoutes).map((route) => [route.name, route] as const))('breaks nothing at %s', (_, route) =>
    attack.on(route),
  )

  it('was let in often enough to be worth the trouble', () => {
    process.stdout.write(`S2: ${attack.summary(storeRoutes)}\n`)
    expect(attack.sent()).toBeGreaterThanOrEqual(storeRoutes.length * 22)
    expect(attack.neverIn(storeRoutes).length, attack.shares(storeRoutes)).toBeLessThan(storeRoutes.length * 0.15)
    expect(attack.p99()).toBeLessThan(1_000)
  })
})
