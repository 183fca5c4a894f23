import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import type { HeardMessage, Relay } from './relay.ts'
import { bookOf, sell } from './selling.ts'
import type { World } from './world.ts'

const NEEDED = ['webhook', 'listen', 'orders', 'order'] as const

const stored = async ({ rows }: World) => Number((await rows('select count(*) from channel_hooks'))[0]?.[0])

/** An order of which a message tells; answers the message. */
async function told(world: World, relay: Relay): Promise<HeardMessage> {
  const before = relay.heard().length
  sell(world)
  await relay.arrival(before)
  await world.shop.commerce.idle()
  const message = relay.heard().at(-1)
  ok(message !== undefined)
  return message
}

async function listening(world: World): Promise<Relay> {
  await world.listAll()
  return world.listen()
}

/** Somebody else's words under a true signature. */
const changed = ({ body, ...message }: HeardMessage, at = 0): HeardMessage => ({
  ...message,
  body: `${body.slice(0, -1)},"added":${at}}`,
})

/** What a stranger can send who knows the address and not the secret. */
function strangers(message: HeardMessage): HeardMessage[] {
  const { host = '' } = message.headers
  const bare = { ...message, headers: { host, 'content-type': 'application/json' } }
  const other = (value: string) => value.split('').reverse().join('')
  const isKnown = (name: string) => /^(host$|content-|user-agent|accept|sec-)/.test(name)
  const turned = Object.entries(message.headers).map(([name, value]) => [name, isKnown(name) ? value : other(value)])
  return [bare, { ...message, headers: Object.fromEntries(turned) }]
}

const WEEK = 7 * 24 * 3_600_000

export const hookCases: Cases = {
  'hooks: a message brings its order before anybody asks': {
    needs: [...NEEDED, 'read'],
    run: async (world) => {
      await told(world, await listening(world))
      strictEqual((await bookOf(world)).length, 1)
    },
  },
  'hooks: the same message again is heard once': {
    needs: NEEDED,
    run: async (world) => {
      const relay = await listening(world)
      const message = await told(world, relay)
      const before = await stored(world)
      const answers = await Promise.all([1, 2, 3].map(() => relay.send(message)))
      ok(
        answers.every((status = 500) => status < 300),
        `it is answered ${answers}`,
      )
      strictEqual(await stored(world), before)
      await world.settle()
      strictEqual((await bookOf(world)).length, 1)
    },
  },
  'hooks: what is not signed by the platform is refused and leaves nothing, and a flood of it stops no good one': {
    needs: NEEDED,
    run: async (world) => {
      const relay = await listening(world)
      const message = await told(world, relay)
      const before = await stored(world)
      const forged = Array.from({ length: 50 }, () => strangers(message)).flat()
      const answers = await Promise.all(forged.map((one) => relay.send(one)))
      deepStrictEqual([...new Set(answers)], [401])
      strictEqual(await stored(world), before)
      await told(world, relay)
      await world.settle()
      strictEqual((await bookOf(world)).length, 2)
    },
  },
  'hooks: an old message changes nothing, and neither does one that was changed': {
    needs: NEEDED,
    run: async (world) => {
      const relay = await listening(world)
      const message = await told(world, relay)
      world.advance(WEEK)
      await relay.send(message)
      await relay.send(changed(message))
      await world.settle()
      strictEqual((await bookOf(world)).length, 1)
      await world.expectAgreement()
    },
  },
  'hooks: a message that nobody understands harms nothing': {
    needs: [...NEEDED, 'mutter'],
    run: async (world) => {
      const relay = await listening(world)
      const before = relay.heard().length
      world.platform.mutter?.()
      await relay.arrival(before)
      await told(world, relay)
      await world.settle()
      strictEqual((await bookOf(world)).length, 1)
    },
  },
  'hooks: messages that come twice, late and in any order bring each order once': {
    needs: NEEDED,
    run: async (world) => {
      const relay = await listening(world)
      world.platform.turn({ hooks: { duplicate: 1, reordered: 0.5, late: 0.5, lateBy: [1, 50] } })
      for (let number = 0; number < 20; number += 1) sell(world, 1, 'SMOKER-S')
      await relay.arrival(19)
      world.platform.calm()
      world.advance(3_600_000)
      await world.settle()
      strictEqual((await bookOf(world)).length, 20)
      await world.expectAgreement()
    },
  },
}
