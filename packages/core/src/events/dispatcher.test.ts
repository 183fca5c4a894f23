import { afterEach, describe, expect, it } from 'vitest'
import { setFailpoints } from '../kernel/failpoint.ts'
import {
  type App,
  type Contribution,
  contribute,
  createExtensions,
  DAY,
  run,
  SECOND,
  systemContext,
} from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { consumerByName, namesAfter } from './consumers.ts'
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { type Dispatcher, startDispatcher } from './dispatcher.ts'
import { defineEvent, emit, type RecordedEvent } from './event.ts'
import { pruneEvents } from './prune.ts'
import { listConsumers, listEvents } from './service.ts'
import { on, type Subscription, type SubscriptionOptions, subscription } from './subscription.ts'

const changed = defineEvent<{ step: number }>('thing.changed')
const copied = defineEvent<{ of: string }>('thing.copied')

const happen = (app: App, aggregate: string, step: number) =>
  run(systemContext(app), {
    name: 'test.change',
    plan: () => ({ statements: [emit(app, changed, { aggregate, data: { step } })], result: null }),
  })

/** A subscription that notes what it was given; `fails` decides when it throws. */
function noting(
  name: string,
  fails: (event: RecordedEvent<{ step: number }>) => boolean = () => false,
  more: Partial<SubscriptionOptions<{ step: number }>> = {},
) {
  const seen: string[] = []
  const options = {
    ...more,
    name,
    run: (event: RecordedEvent<{ step: number }>) => {
      if (fails(event)) throw new Error(`cannot take ${event.data.step}`)
      seen.push(`${event.aggregate}${event.data.step}`)
    },
  }
  return { seen, contribution: contribute(subscription, on(changed, options)) }
}

let test: TestApp
let dispatchers: Dispatcher[] = []

async function open(...contributes: Contribution[]): Promise<App> {
  test = await openTestApp({ contributes })
  return test.app
}

async function start(app: App): Promise<Dispatcher> {
  const dispatcher = await startDispatcher(app)
  dispatchers.push(dispatcher)
  return dispatcher
}

afterEach(async () => {
  setFailpoints(undefined)
  for (const dispatcher of dispatchers) await dispatcher.stop({ grace: 0 })
  dispatchers = []
  await test.close()
})

describe('a subscription', () => {
  it('looks at its start only at what somebody has still to do', async () => {
    const { seen, contribution } = noting('late')
    const app = await open(contribution)
    const first = await start(app)
    for (const step of [1, 2, 3]) await happen(app, 'a', step)
    await first.idle()
    await first.stop()
    await happen(app, 'a', 4)
    let looked = 0
    const all: App['db']['all'] = async (query, ...values) => {
      const rows = await app.db.all(query, ...values)
      if ((query as unknown) === namesAfter) looked += rows.length
      return rows
    }
    const second = await start({ ...app, db: { ...app.db, all } })
    await second.idle()
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4'])
    expect(looked).toBe(1)
  })

  it('gets what is committed after its first start, in order, and remembers where it was', async () => {
    const { seen, contribution } = noting('test/order')
    const app = await open(contribution)
    await happen(app, 'a', 0)
    const first = await start(app)
    for (let step = 1; step <= 5; step += 1) await happen(app, 'a', step)
    await first.idle()
    await first.stop()
    await happen(app, 'a', 6)
    await (await start(app)).idle()
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'])
  })

  it('begins at the start when it asks for it', async () => {
    const { seen, contribution } = noting('test/start', undefined, { from: 'start' })
    const app = await open(contribution)
    await happen(app, 'a', 1)
    await (await start(app)).idle()
    expect(seen).toEqual(['a1'])
  })

  it('is woken by the commit, without waiting for a poll', async () => {
    const { seen, contribution } = noting('test/wake')
    const app = await open(contribution)
    const dispatcher = await start(app)
    await dispatcher.idle()
    await happen(app, 'a', 1)
    await expect.poll(() => seen, { timeout: 500, interval: 5 }).toEqual(['a1'])
  })

  it('is refused when another one has its name', async () => {
    const app = await open(noting('test/same').contribution, noting('test/same').contribution)
    await expect(startDispatcher(app)).rejects.toThrow('test/same')
  })
})

describe('a subscription that takes several at once', () => {
  it('keeps the order within an aggregate, while others run beside it', async () => {
    const seen: string[] = []
    let running = 0
    let most = 0
    const slow = on(changed, {
      name: 'test/atOnce',
      atOnce: 3,
      run: async ({ aggregate, data }) => {
        running += 1
        most = Math.max(most, running)
        await new Promise((done) => setTimeout(done, data.step % 2 === 0 ? 1 : 12))
        seen.push(`${aggregate}${data.step}`)
        running -= 1
      },
    })
    const app = await open(contribute(subscription, slow))
    const dispatcher = await start(app)
    await Promise.all(Array.from({ length: 24 }, (_, step) => happen(app, 'abcd'[step % 4] as string, step)))
    await dispatcher.idle()
    expect(seen).toHaveLength(24)
    expect(most).toBe(3)
    for (const aggregate of 'abcd') {
      const steps = seen.filter((one) => one.startsWith(aggregate)).map((one) => Number(one.slice(1)))
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    }
  })

  it('parks what fails with everything behind it, and nothing else', async () => {
    const { seen, contribution } = noting('test/atOncePoison', ({ data }) => data.step === 2, { atOnce: 4 })
    const app = await open(contribution)
    const dispatcher = await start(app)
    for (const [aggregate, step] of [
      ['a', 1],
      ['a', 2],
      ['a', 3],
      ['b', 4],
      ['c', 5],
    ] as const)
      await happen(app, aggregate, step)
    await dispatcher.idle()
    expect(seen.toSorted()).toEqual(['a1', 'b4', 'c5'])
    const parked = 'select number, status from event_parked order by number'
    expect(await app.db.raw(parked)).toEqual([
      [2, 'waiting'],
      [3, 'waiting'],
    ])
  })
})

describe('an event that cannot be taken', () => {
  it('lets other aggregates pass within a second, and keeps its own in order behind it', async () => {
    let isPoison = true
    const { seen, contribution } = noting('test/poison', ({ data }) => isPoison && data.step === 1)
    const app = await open(contribution)
    const dispatcher = await start(app)
    await happen(app, 'a', 1)
    await happen(app, 'a', 2)
    await happen(app, 'b', 9)
    await expect.poll(() => seen, { timeout: 1_000, interval: 5 }).toEqual(['b9'])
    await dispatcher.idle()
    expect(seen).toEqual(['b9'])
    isPoison = false
    test.clock.advance(10 * SECOND)
    await dispatcher.idle()
    expect(seen).toEqual(['b9', 'a1', 'a2'])
  })

  it('is tried again at growing distances, then becomes a dead letter that no longer holds up its aggregate', async () => {
    let tries = 0
    const { seen, contribution } = noting(
      'test/dead',
      ({ data }) => {
        tries += data.step === 1 ? 1 : 0
        return data.step === 1
      },
      { attempts: 3 },
    )
    const app = await open(contribution)
    const dispatcher = await start(app)
    await happen(app, 'a', 1)
    await happen(app, 'a', 2)
    await dispatcher.idle()
    test.clock.advance(4 * SECOND)
    await dispatcher.idle()
    expect(tries).toBe(1)
    test.clock.advance(2 * SECOND)
    await dispatcher.idle()
    expect(tries).toBe(2)
    test.clock.advance(12 * SECOND)
    await dispatcher.idle()
    expect({ tries, seen }).toEqual({ tries: 2, seen: [] })
    test.clock.advance(6 * SECOND)
    await dispatcher.idle()
    expect({ tries, seen }).toEqual({ tries: 3, seen: ['a2'] })
    const { items } = await listDeadLetters(systemContext(app), { limit: 10 })
    expect(items).toMatchObject([
      { consumer: 'test/dead', attempts: 3, error: 'cannot take 1', event: { aggregate: 'a' } },
    ])
  })

  it('is delivered again with the same id when its dead letter is replayed', async () => {
    const ids: string[] = []
    let isPoison = true
    const { contribution } = noting(
      'test/replay',
      (event) => {
        ids.push(event.id)
        return isPoison
      },
      { attempts: 1 },
    )
    const app = await open(contribution)
    const dispatcher = await start(app)
    await happen(app, 'a', 1)
    await dispatcher.idle()
    isPoison = false
    const ctx = systemContext(app)
    expect(await replayDeadLetters(ctx, { consumer: 'test/replay' })).toEqual({ replayed: 1 })
    await dispatcher.idle()
    expect(ids).toEqual([ids[0], ids[0]])
    expect((await listDeadLetters(ctx, { limit: 10 })).items).toEqual([])
    await expect(replayDeadLetters(ctx, { consumer: 'nobody' })).rejects.toMatchObject({
      code: 'events.unknownConsumer',
    })
  })

  it('counts a run that never ends as failed', async () => {
    const hangs: Subscription = on(changed, {
      name: 'test/hangs',
      timeout: 20,
      run: () => new Promise(() => undefined),
    })
    const app = await open(contribute(subscription, hangs))
    const dispatcher = await start(app)
    await happen(app, 'a', 1)
    await dispatcher.idle()
    const { items } = await listConsumers(systemContext(app))
    expect(items).toMatchObject([{ name: 'test/hangs', waiting: 1, lag: 0 }])
  })
})

describe('a subscription that runs commands', () => {
  const twice: Subscription = on(changed, {
    name: 'test/twice',
    run: async (event, ctx) => {
      for (const of of ['first', 'second'])
        await run(ctx, {
          name: 'test.copy',
          plan: () => ({
            statements: [
              emit(ctx, copied, { aggregate: event.aggregate, data: { of: `${of} of ${event.data.step}` } }),
            ],
            result: null,
          }),
        })
    },
  })
  const copies = async (app: App) =>
    (await listEvents(systemContext(app), { name: 'thing.copied', limit: 100 })).items
      .map(({ data }) => (data as { of: string }).of)
      .reverse()

  for (const point of ['dispatch.before', 'dispatch.delivered', 'dispatch.moved', 'commit.before', 'command.line']) {
    it(`does them once per event when everything breaks off at ${point}`, async () => {
      const app = await open(contribute(subscription, twice))
      const dispatcher = await start(app)
      await happen(app, 'a', 1)
      await happen(app, 'a', 2)
      let broken = 0
      setFailpoints({
        [point]: () => {
          broken += 1
          if (broken <= 3) throw new Error(`broke off at ${point}`)
        },
      })
      for (let round = 0; round < 8; round += 1) {
        await dispatcher.idle()
        test.clock.advance(DAY)
      }
      setFailpoints(undefined)
      await dispatcher.idle()
      expect(broken).toBeGreaterThan(0)
      expect(await copies(app)).toEqual(['first of 1', 'second of 1', 'first of 2', 'second of 2'])
    })
  }
})

describe('a shop that refuses requests because too many wait', () => {
  it('refuses nothing that an event makes it do, and parks nothing for it', async () => {
    let refused = 0
    const crowd = (app: App) =>
      Array.from({ length: 5 }, (_, at) => happen(app, `buyer${at}`, 0).catch(() => (refused += 1)))
    const crowded: Subscription = on(changed, {
      name: 'test/crowded',
      run: async ({ data }, ctx) => {
        if (data.step === 0) return
        const others = crowd(ctx)
        const copy = emit(ctx, copied, { aggregate: 'a', data: { of: String(data.step) } })
        await run(ctx, { name: 'test.copy', plan: () => ({ statements: [copy], result: null }) })
        await Promise.all(others)
      },
    })
    test = await openTestApp({ contributes: [contribute(subscription, crowded)], writer: { queue: 2 } })
    const { app } = test
    const dispatcher = await start(app)
    for (const step of [1, 2]) await happen(app, 'a', step)
    await dispatcher.idle()
    expect(refused).toBe(6)
    expect(await app.db.raw('select * from event_parked')).toEqual([])
    expect(await app.db.raw("select count(*) from events where name = 'thing.copied'")).toEqual([[2]])
  })
})

describe('two processes on one database', () => {
  it('share the consumers, deliver each event once, and take over from one that died', async () => {
    const here = noting('test/shared')
    const there = noting('test/shared')
    const app = await open(here.contribution)
    const other: App = { ...app, extensions: createExtensions([there.contribution]) }
    const first = await start(app)
    await first.idle()
    const second = await start(other)
    for (let step = 1; step <= 20; step += 1) await happen(app, `t${step % 3}`, step)
    await Promise.all([first.idle(), second.idle()])
    expect(here.seen.length + there.seen.length).toBe(20)
    const [busy, heir] = here.seen.length > 0 ? [here, there] : [there, here]
    expect(heir.seen).toEqual([])
    const [dead, alive] = busy === here ? [first, second] : [second, first]
    await leaveWithoutReleasing(dead, busy === here ? app : other)
    await happen(app, 't0', 21)
    await alive.idle()
    expect(heir.seen).toEqual([])
    test.clock.advance(31 * SECOND)
    await alive.idle()
    expect(heir.seen).toEqual(['t021'])
  })

  /** What a kill leaves behind: the lease is still there, nobody works. */
  async function leaveWithoutReleasing(dispatcher: Dispatcher, app: App): Promise<void> {
    const before = await app.db.get(consumerByName, { name: 'test/shared' })
    await dispatcher.stop()
    await app.db.batch([
      {
        sql: 'update event_consumers set lease_owner = ?, lease_until = ? where name = ?',
        args: [before?.leaseOwner ?? null, before?.leaseUntil ?? 0, 'test/shared'],
      },
    ])
  }
})

describe('pruning', () => {
  it('removes what every consumer has seen and nobody parked, and never uses a number again', async () => {
    const { contribution } = noting('test/prune', ({ data }) => data.step === 2)
    const app = await open(contribution)
    const dispatcher = await start(app)
    for (let step = 1; step <= 4; step += 1) await happen(app, `p${step}`, step)
    await dispatcher.idle()
    const ctx = systemContext(app)
    expect(await pruneEvents(ctx)).toBe(0)
    test.clock.advance(8 * DAY)
    await happen(app, 'p5', 5)
    expect(await pruneEvents(ctx)).toBe(3)
    const { items } = await listEvents(ctx, { limit: 10 })
    expect(items.map(({ aggregate }) => aggregate)).toEqual(['p5', 'p2'])
  })
})
