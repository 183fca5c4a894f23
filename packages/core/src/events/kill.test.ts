import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { run, systemContext } from '../kernel/index.ts'
import { exit, forkModule } from '../testing/fixtures/fork.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { emit } from './event.ts'
import { thingChanged } from './fixtures/copier.ts'
import { listConsumers, listEvents } from './service.ts'

let test: TestApp
afterEach(() => test.close())

const HOUR = 3_600_000
const DEATHS = [
  'dispatch.before:kill@3',
  'dispatch.delivered:kill@2',
  'command.line:kill@5',
  'commit.before:kill@4',
  'commit.after:kill@3',
  'dispatch.moved:kill',
]

it('a consumer that is killed at every place does its commands once per event, in order, and misses none', async () => {
  test = await openTestApp()
  const ctx = systemContext(test.app)
  for (let step = 1; step <= 24; step += 1)
    await run(ctx, {
      name: 'test.change',
      plan: () => ({
        statements: [emit(ctx, thingChanged, { aggregate: `t${step % 4}`, data: { step } })],
        result: null,
      }),
    })
  const live = async (round: number, failpoints: string) => {
    const args = [join(test.folder, 'shop.db'), String(round * HOUR)]
    return exit(
      forkModule(new URL('./fixtures/copier.ts', import.meta.url), { args, env: { VITRINE_FAILPOINTS: failpoints } }),
    )
  }
  for (const [round, failpoints] of DEATHS.entries())
    expect([failpoints, (await live(round, failpoints)).signal]).toEqual([failpoints, 'SIGKILL'])
  expect(await live(DEATHS.length, '')).toEqual({ code: 0, signal: null })

  const { items } = await listEvents(ctx, { name: 'thing.copied', limit: 100 })
  const copies = items.map(({ data }) => (data as { of: string }).of).reverse()
  const steps = Array.from({ length: 24 }, (_, at) => at + 1)
  expect(copies).toEqual(steps.flatMap((step) => [`first of ${step}`, `second of ${step}`]))
  expect((await listConsumers(ctx)).items).toMatchObject([{ name: 'test/copier', waiting: 0, dead: 0 }])
}, 60_000)
