import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminRoutes, gentlyOrdered } from '../document/routes.ts'
import { examplesOf } from '../shop/examples/index.ts'
import { cartOf, openVictim, orderOf, type Victim } from '../shop/victim.ts'
import { type Attack, createAttack } from './attack.ts'

describe('garbage sent to the admin surface with every right', () => {
  let victim: Victim
  let attack: Attack
  beforeAll(async () => {
    victim = await openVictim()
    await cartOf(victim)
    for (let orders = 0; orders < 3; orders += 1) await orderOf(victim)
    await victim.commerce.idle()
    attack = createAttack(victim, {
      sign: () => ({ Authorization: `Bearer ${victim.operatorToken}` }),
      examples: examplesOf(victim),
    })
    await attack.scout(adminRoutes)
  })
  afterAll(() => victim.end())

  it.each(gentlyOrdered(adminRoutes).map((route) => [route.name, route] as const))('breaks nothing at %s', (_, route) =>
    attack.on(route),
  )

  it('was let in often enough to be worth the trouble', () => {
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    process.stdout.write(`S2: ${attack.summary(adminRoutes)}\n`)
    expect(attack.sent()).toBeGreaterThanOrEqual(adminRoutes.length * 22)
    expect(attack.neverIn(adminRoutes).length, attack.shares(adminRoutes)).toBeLessThan(adminRoutes.length * 0.15)
    expect(attack.p99()).toBeLessThan(1_000)
  })
})
