import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hmac } from '../../packages/core/src/kernel/index.ts'
import type { Question } from './ask.ts'
import { type Attack, createAttack } from './attack.ts'
import { gentlyOrdered, storeRoutes } from './routes.ts'
import { buyerAddress, cartOf, customerOf, openVictim, orderOf, type Victim } from './victim.ts'

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
    const { secret } = victim.commerce.core.settings
    const tokenOf = (id = '') => `${id}.${hmac(secret, `cart/${id}`)}`
    attack = createAttack(victim, ({ path, headers = {} }: Question) => ({
      Cookie: headers.Cookie === undefined ? cookie : `${headers.Cookie}; ${cookie}`,
      'Vitrine-Cart': tokenOf(path.split(/[/?]/)[3]),
    }))
    attack.learn('/store/carts', { items: carts.map(({ id, lineId }) => ({ id, lines: [{ id: lineId }] })) })
    attack.learn('/store/orders', order)
    await attack.scout(storeRoutes)
  })
  afterAll(() => victim.end())

  it.each(gentlyOrdered(storeRoutes).map((route) => [route.name, route] as const))('breaks nothing at %s', (_, route) =>
    attack.on(route),
  )

  it('was let in often enough to be worth the trouble', () => {
    console.info(attack.summary(storeRoutes))
    expect(attack.score.accepted.size).toBeGreaterThan(storeRoutes.length * 0.6)
  })
})
