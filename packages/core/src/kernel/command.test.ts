import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { run, runExclusive } from './command.ts'
import { type Context, systemContext } from './context.ts'
import { commands, insertInto, param, query, update } from './database/index.ts'
import { problems } from './problems.ts'

const byId = query((q) =>
  q
    .select()
    .from(commands)
    .where(eq(commands.id, param('id'))),
)
const insert = insertInto(commands)
const change = update(commands)

let test: TestApp
let ctx: Context
beforeAll(async () => {
  test = await openTestApp()
  ctx = systemContext(test.app)
})
afterAll(() => test.close())

const withKey = (id: string, fingerprint = 'print'): Context => ({
  ...ctx,
  request: { id: 'req', command: { id, fingerprint, uses: 0, replayed: false } },
})

describe('a command', () => {
  it('can be read once it is acknowledged, with its result', async () => {
    const done = await run(ctx, { name: 'test.first', id: 'first', plan: () => ({ statements: [], result: { a: 1 } }) })
    expect(done).toMatchObject({ result: { a: 1 }, replayed: false })
    expect(await ctx.db.get(byId, { id: 'first' })).toMatchObject({ name: 'test.first', result: { a: 1 } })
  })

  it('answers from its first run when it is repeated at the same time', async () => {
    const once = () =>
      run(ctx, { name: 'test.twice', id: 'twice', plan: () => ({ statements: [], result: ctx.newId('x') }) })
    const [first, second] = await Promise.all([once(), once()])
    expect(second.result).toEqual(first.result)
    expect([first.replayed, second.replayed].sort()).toEqual([false, true])
  })

  it('is not planned again once it happened, since what was possible then may be impossible now', async () => {
    const options = { name: 'test.natural', id: 'order.place/crt_1' }
    await run(ctx, { ...options, plan: () => ({ statements: [], result: 'ord_1' }) })
    const again = run(ctx, {
      ...options,
      plan: () => {
        throw new Error('the cart is closed')
      },
    })
    await expect(again).resolves.toMatchObject({ result: 'ord_1', replayed: true })
  })

  it('answers from its first run when that ended while it was planned, although it could not be done now', async () => {
    const options = { name: 'test.meanwhile', id: 'order.place/crt_2' }
    const again = run(ctx, {
      ...options,
      plan: async () => {
        await run(ctx, { ...options, plan: () => ({ statements: [], result: 'ord_2' }) })
        throw problems.notFound()
      },
    })
    await expect(again).resolves.toMatchObject({ result: 'ord_2', replayed: true })
    const refused = run(ctx, { ...options, id: 'order.place/crt_3', plan: () => Promise.reject(problems.notFound()) })
    await expect(refused).rejects.toMatchObject({ code: 'request.notFound' })
  })

  it('undoes every line when one is refused, and leaves the neighbours of its group alone', async () => {
    const statements = [
      insert({ id: 'bad-child', name: 'x', at: 1 }),
      change({ id: 'nobody' }, { name: 'y' }, { changes: 1 }),
    ]
    const bad = run(ctx, { name: 'test.bad', id: 'bad', plan: () => ({ statements, result: null }) })
    const good = run(ctx, { name: 'test.good', id: 'good', plan: () => ({ statements: [], result: null }) })
    await expect(bad).rejects.toMatchObject({ code: 'request.conflict', status: 409 })
    await expect(good).resolves.toMatchObject({ replayed: false })
    expect(await ctx.db.get(byId, { id: 'bad' })).toBeUndefined()
    expect(await ctx.db.get(byId, { id: 'bad-child' })).toBeUndefined()
  })

  it('is planned anew from a fresh snapshot at most five times, then refused with 409', async () => {
    let plans = 0
    const stale = (attempts: number) => () => {
      plans += 1
      const isOld = plans <= attempts
      const line = change({ id: isOld ? 'nobody' : 'first' }, { name: 'test.first' })
      return { statements: [{ ...line, changes: 1, refuse: () => 'stale' as const }], result: plans }
    }
    await expect(run(ctx, { name: 'test.stale', plan: stale(4) })).resolves.toMatchObject({ result: 5 })
    plans = 0
    await expect(run(ctx, { name: 'test.stale', plan: stale(5) })).rejects.toMatchObject({ code: 'request.conflict' })
    expect(plans).toBe(5)
  })

  it('gets an id of its own for each position in a keyed request', async () => {
    const both = async (keyed: Context) => [
      (await run(keyed, { name: 'a', plan: () => ({ statements: [], result: ctx.newId('a') }) })).result,
      (await run(keyed, { name: 'b', plan: () => ({ statements: [], result: ctx.newId('b') }) })).result,
    ]
    const keyed = withKey('key_1')
    const first = await both(withKey('key_1'))
    expect(await both(keyed)).toEqual(first)
    expect(keyed.request.command).toMatchObject({ replayed: true, uses: 2 })
  })

  it('refuses a key that was used with another request', async () => {
    const plan = () => ({ statements: [], result: null })
    await run(withKey('key_2', 'one'), { name: 'a', plan })
    await expect(run(withKey('key_2', 'other'), { name: 'a', plan })).rejects.toMatchObject({
      code: 'request.keyReused',
      status: 422,
    })
  })

  it('tells listeners after the commit what its lines touched, and survives a listener that throws', async () => {
    const heard: unknown[] = []
    const stops = [
      ctx.db.afterCommit(() => {
        throw new Error('deaf')
      }),
      ctx.db.afterCommit((command, touched) => heard.push(command.name, ...touched)),
    ]
    const line = insert({ id: 'touched', name: 'x', at: 1 }, { touches: 'variant:var_1' })
    await run(ctx, { name: 'test.touch', plan: () => ({ statements: [line, line], result: null }) }).catch(() => 0)
    await run(ctx, { name: 'test.touch', plan: () => ({ statements: [line], result: null }) })
    for (const stop of stops) stop()
    await run(ctx, { name: 'test.quiet', plan: () => ({ statements: [], result: null }) })
    expect(heard).toEqual(['test.touch', 'variant:var_1'])
  })
})

describe('an exclusive command', () => {
  const count = async ({ id, name }: { id: string; name: string }) =>
    runExclusive(ctx, {
      id,
      name,
      body: async (to) => {
        await to.run(insert({ id: `${id}-child`, name, at: 1 }))
        return { seen: (await to.get(byId, { id: `${id}-child` }))?.name }
      },
    })

  it('reads what it wrote, and is answered from its first run when repeated', async () => {
    const [first, second] = await Promise.all([count({ id: 'x', name: 'one' }), count({ id: 'x', name: 'two' })])
    expect(first).toMatchObject({ result: { seen: 'one' }, replayed: false })
    expect(second).toMatchObject({ result: { seen: 'one' }, replayed: true })
    expect(await ctx.db.get(byId, { id: 'x' })).toMatchObject({ name: 'one', result: { seen: 'one' } })
  })

  it('leaves nothing behind when its body throws', async () => {
    const failing = runExclusive(ctx, {
      id: 'y',
      name: 'test.throw',
      body: async (to) => {
        await to.run(insert({ id: 'y-child', name: 'y', at: 1 }))
        throw new RangeError('no')
      },
    })
    await expect(failing).rejects.toThrow('no')
    expect(await ctx.db.get(byId, { id: 'y' })).toBeUndefined()
    expect(await ctx.db.get(byId, { id: 'y-child' })).toBeUndefined()
  })
})
