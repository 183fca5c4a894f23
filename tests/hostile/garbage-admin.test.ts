import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attack, createAttack } from './attack.ts'
import { adminRoutes } from './routes.ts'
import { cartOf, openVictim, orderOf, type Victim } from './victim.ts'

describe('garbage sent to the admin surface with every right', () => {
  let victim: Victim
  let attack: Attack
  beforeAll(async () => {
    victim = await openVictim()
    await cartOf(victim)
    for (let orders = 0; orders < 3; orders += 1) await orderOf(victim)
    attack = createAttack(victim, () => ({ Authorization: `Bearer ${victim.operatorToken}` }))
    for (const { endpoint, path } of adminRoutes) {
      const isList = endpoint.method === 'GET' && endpoint.kind === 'json' && !path.includes(':')
      const headers = { Authorization: `Bearer ${victim.operatorToken}` }
      if (isList) attack.pool.learn(path, (await victim.ask({ method: 'GET', path, headers })).json)
    }
  })
  afterAll(() => victim.end())

  it.each(adminRoutes.map((route) => [route.name, route] as const))('breaks nothing at %s', async (_, route) => {
    await attack.on(route)
  })

  it('was let in often enough to be worth the trouble', () => {
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    const open = adminRoutes.filter(({ name }) => !attack.score.accepted.has(name)).map(({ name }) => name)
    console.info(
      `admin: ${attack.score.sent} requests, slowest ${Math.round(attack.score.slowest)} ms, never accepted: ${open.join(' ')}`,
    )
    expect(attack.score.accepted.size).toBeGreaterThan(adminRoutes.length * 0.6)
  })
})
