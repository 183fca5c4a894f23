import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { run } from '../command.ts'
import { systemContext } from '../context.ts'
import { commands, insertInto, param, query, update } from './index.ts'

const byId = query((q) =>
  q
    .select()
    .from(commands)
    .where(eq(commands.id, param('id'))),
)

describe('the local engine', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test.close())

  it('acknowledges a command after it can be read, and stores its result', async () => {
    const ctx = systemContext(test.app)
    const done = await run(ctx, {
      name: 'test.first',
      id: 'first',
      plan: () => ({ statements: [], result: { id: 'a' } }),
    })
    expect(done).toMatchObject({ result: { id: 'a' }, replayed: false })
    expect(await test.app.db.get(byId, { id: 'first' })).toMatchObject({ name: 'test.first', result: { id: 'a' } })
  })

  it('answers a repeated command from its first run', async () => {
    const ctx = systemContext(test.app)
    const once = () =>
      run(ctx, {
        name: 'test.twice',
        id: 'twice',
        plan: (id) => ({ statements: [], result: { id, at: ctx.newId('x') } }),
      })
    const [first, second] = await Promise.all([once(), once()])
    expect(second.result).toEqual(first.result)
    expect([first.replayed, second.replayed].sort()).toEqual([false, true])
  })

  it('undoes every line when one is refused, and leaves the neighbours of its group alone', async () => {
    const ctx = systemContext(test.app)
    const insert = insertInto(commands)
    const change = update(commands)
    const bad = run(ctx, {
      name: 'test.bad',
      id: 'bad',
      plan: () => ({
        statements: [
          insert({ id: 'bad-child', name: 'x', at: 1 }),
          change({ id: 'nobody' }, { name: 'y' }, { changes: 1 }),
        ],
        result: null,
      }),
    })
    const good = run(ctx, { name: 'test.good', id: 'good', plan: () => ({ statements: [], result: null }) })
    await expect(bad).rejects.toMatchObject({ code: 'request.conflict', status: 409 })
    await expect(good).resolves.toMatchObject({ replayed: false })
    expect(await test.app.db.get(byId, { id: 'bad' })).toBeUndefined()
    expect(await test.app.db.get(byId, { id: 'bad-child' })).toBeUndefined()
  })
})
