import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attack, createAttack } from './attack.ts'
import { adminRoutes, gentlyOrdered } from './routes.ts'
import { cartOf, openVictim, orderOf, type Victim } from './victim.ts'

describe('garbage sent to the admin surface with every right', () => {
  let victim: Victim
  let attack: Attack
  beforeAll(async () => {
    victim = await openVictim()
    await cartOf(victim)
    for (let orders = 0; orders < 3; orders += 1) await orderOf(victim)
    await victim.commerce.idle()
    attack = createAttack(victim, () => ({ Authorization: `Bearer ${victim.operatorToken}` }))
    await attack.scout(adminRoutes)
  })
  afterAll(() => victim.end())

  it.each(gentlyOrdered(adminRoutes).map((route) => [route.name, route] as const))('breaks nothing at %s', (_, route) =>
    attack.on(route),
  )

  it('was let in often enough to be worth the trouble', () => {
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    console.info(attack.summary(adminRoutes))
    expect(attack.score.accepted.size).toBeGreaterThan(adminRoutes.length * 0.75)
  })
})
