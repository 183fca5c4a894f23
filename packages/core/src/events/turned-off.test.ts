import { afterEach, describe, expect, it } from 'vitest'
import { type App, type Contribution, contribute, DAY, run, systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { consumerByName } from './consumers.ts'
import { type Dispatcher, startDispatcher } from './dispatcher.ts'
import { defineEvent, emit } from './event.ts'
import { pruneEvents } from './prune.ts'
import { listConsumers, listEvents } from './service.ts'
import { on, subscription } from './subscription.ts'

const changed = defineEvent<{ step: number }>('thing.changed')

let power: AbortController
let test: TestApp
let dispatcher: Dispatcher | undefined

async function open(...contributes: Contribution[]): Promise<App> {
  power = new AbortController()
  test = await openTestApp({ contributes })
  return test.app
}

afterEach(async () => {
  await dispatcher?.stop({ grace: 0 })
  dispatcher = undefined
  await test.close()
})

const happen = (app: App, ...steps: number[]) =>
  run(systemContext(app), {
    name: 'test.change',
    plan: () => {
      const statements = steps.map((step) => emit(app, changed, { aggregate: `thing ${step}`, data: { step } }))
      return { statements, result: null }
    },
  })

/** A subscription behind the switch of this test. */
function behind(name: string, take: (step: number, signal: AbortSignal | undefined) => Promise<void> | void) {
  const heard = on(changed, { name, run: ({ data }, ctx) => take(data.step, ctx.request.signal) })
  return contribute(subscription, { ...heard, power: () => power.signal })
}

describe('a subscription that is turned off', () => {
  it('gets nothing, keeps its cursor while others go on, and gets everything when it is on again', async () => {
    const [seen, others]: number[][] = [[], []]
    const other = contribute(
      subscription,
      on(changed, { name: 'other', run: ({ data }) => void others?.push(data.step) }),
    )
    const app = await open(
      other,
      behind('off', (step) => void seen?.push(step)),
    )
    dispatcher = await startDispatcher(app)
    await happen(app, 1)
    await dispatcher.idle()
    power.abort()
    await happen(app, 2, 3)
    await dispatcher.idle()
    expect([seen, others]).toEqual([[1], [1, 2, 3]])
    expect((await listConsumers(systemContext(app))).items).toMatchObject([
      { name: 'off', lag: 2, isPaused: true },
      { name: 'other', lag: 0, isPaused: false },
    ])
    power = new AbortController()
    await dispatcher.idle()
    expect(seen).toEqual([1, 2, 3])
  })

  it('gets what it missed also after a start that happened while it was off', async () => {
    const seen: number[] = []
    const app = await open(behind('off', (step) => void seen.push(step)))
    dispatcher = await startDispatcher(app)
    power.abort()
    await happen(app, 1)
    await dispatcher.idle()
    await dispatcher.stop()
    dispatcher = await startDispatcher(app)
    await happen(app, 2)
    await dispatcher.idle()
    expect(seen).toEqual([])
    power = new AbortController()
    await dispatcher.idle()
    expect(seen).toEqual([1, 2])
  })

  it('is cut off while it runs, which is no failure: the event comes again', async () => {
    let tries = 0
    const app = await open(
      behind('cut', (_, signal) => {
        tries += 1
        if (tries === 1)
          return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject('cut')))
        return undefined
      }),
    )
    dispatcher = await startDispatcher(app)
    await happen(app, 1)
    await expect.poll(() => tries).toBe(1)
    power.abort()
    await dispatcher.idle()
    expect((await listConsumers(systemContext(app))).items).toMatchObject([{ lag: 1, waiting: 0, dead: 0 }])
    power = new AbortController()
    await dispatcher.idle()
    expect(tries).toBe(2)
    expect((await listConsumers(systemContext(app))).items).toMatchObject([{ lag: 0, waiting: 0, dead: 0 }])
  })

  it('holds up the pruning of events for thirty days and no longer', async () => {
    const app = await open(behind('off', () => undefined))
    dispatcher = await startDispatcher(app)
    power.abort()
    await happen(app, 1)
    await dispatcher.idle()
    const before = await app.db.get(consumerByName, { name: 'off' })
    test.clock.advance(29 * DAY)
    await dispatcher.idle()
    expect(await pruneEvents(systemContext(app))).toBe(0)
    test.clock.advance(2 * DAY)
    expect(await pruneEvents(systemContext(app))).toBe(1)
    expect((await listEvents(systemContext(app), { limit: 10 })).items).toEqual([])
    expect(await app.db.get(consumerByName, { name: 'off' })).toEqual(before)
  })
})
