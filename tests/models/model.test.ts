import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertInvariants } from '../../packages/core/src/testing/index.ts'
import { type Action, actionNames, history } from './actions.ts'
import { type Coverage, follow, openReference } from './fixtures/follow.ts'
import { type Services, services as sound } from './fixtures/services.ts'
import { figures, fromEnv, isReplay, replay, seed } from './fixtures/settings.ts'
import { twins } from './fixtures/twins.ts'
import { openWorld } from './fixtures/world.ts'

const RUNS = fromEnv('VITRINE_MODEL_RUNS', 40)
const STEPS = fromEnv('VITRINE_MODEL_STEPS', 50)

/** Steps with nothing to be done to are not counted, so more are drawn. */
const drawn = history(STEPS * 2)

async function follows(actions: readonly Action[], coverage: Coverage, services: Services = sound): Promise<void> {
  const world = await openWorld({ isBroken: true })
  const reference = openReference()
  try {
    let steps = 0
    for (const action of actions) {
      if (steps === STEPS) break
      if ((await follow({ world, reference, services, coverage }, action)) !== 'idle') steps += 1
    }
    await assertInvariants(world.app)
  } finally {
    await world.close()
  }
}

describe('stock and orders', () => {
  const limit = Math.max(2 * 60_000, RUNS * 3_000)

  it('do and refuse what the reference does and refuses, and every invariant holds', { timeout: limit }, async () => {
    const coverage: Coverage = new Map()
    const started = performance.now()
    const property = fc.asyncProperty(drawn, (actions) => follows(actions, coverage))
    await fc.assert(property, { numRuns: RUNS, ...replay })
    const seconds = Math.round((performance.now() - started) / 1_000)
    const { steps, refusals, ...each } = tally(coverage)
    figures('model', { runs: RUNS, steps, refusals: refusals.length, seconds, ...shown(each.actions) })
    if (isReplay) return
    expect(steps).toBeGreaterThan(RUNS * STEPS * 0.8)
    expect(refusals.length).toBeGreaterThan(15)
    for (const [name, { done, refused }] of Object.entries(each.actions)) {
      expect(done, `${name} was hardly ever done`).toBeGreaterThan(RUNS / 60)
      if (!NEVER_REFUSED.includes(name)) expect(refused, `${name} was never refused`).toBeGreaterThan(0)
    }
  })

  it.each(Object.entries(twins))('notice %s', { timeout: limit }, async (_, broken) => {
    const property = fc.asyncProperty(drawn, (actions) => follows(actions, new Map(), { ...sound, ...broken }))
    const { failed, numRuns, errorInstance } = await fc.check(property, { numRuns: 200, seed, endOnFailure: true })
    expect(failed, `not noticed in ${numRuns} runs`).toBe(true)
    expect(errorInstance).toMatchObject({ name: 'AssertionError' })
  })
})

const NEVER_REFUSED: readonly string[] = ['receive', 'count', 'wait', 'tidy']

function tally(coverage: Coverage) {
  const actions = Object.fromEntries(
    actionNames.map((name) => {
      const outcomes = coverage.get(name) ?? new Map<string, number>()
      const done = outcomes.get('done') ?? 0
      return [name, { done, refused: [...outcomes.values()].reduce((sum, times) => sum + times, -done) }]
    }),
  )
  const steps = Object.values(actions).reduce((sum, { done, refused }) => sum + done + refused, 0)
  const refusals = [...coverage].flatMap(([name, codes]) =>
    [...codes.keys()].filter((code) => code !== 'done').map((code) => `${name} ${code}`),
  )
  return { actions, steps, refusals }
}

/** `done/refused` of each action. */
function shown(actions: Readonly<Record<string, { readonly done: number; readonly refused: number }>>) {
  return Object.fromEntries(Object.entries(actions).map(([name, { done, refused }]) => [name, `${done}/${refused}`]))
}
