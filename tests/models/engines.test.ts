import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqldBinary } from '../../packages/core/src/testing/fixtures/sqld.ts'
import { assertInvariants } from '../../packages/core/src/testing/index.ts'
import { type Action, history } from './actions.ts'
import { act } from './fixtures/act.ts'
import { dump } from './fixtures/dump.ts'
import { follow, openReference } from './fixtures/follow.ts'
import { aim } from './fixtures/foresee.ts'
import { openServers, type Servers } from './fixtures/servers.ts'
import { services } from './fixtures/services.ts'
import { figures, fromEnv, seed } from './fixtures/settings.ts'
import { openWorld, type World } from './fixtures/world.ts'

const HISTORIES = fromEnv('VITRINE_ENGINE_HISTORIES', 2)
const STEPS = fromEnv('VITRINE_ENGINE_STEPS', 30)

const binary = sqldBinary()
const reason = 'reason' in binary ? ` (skipped: ${binary.reason})` : ''

/** What was asked, how it ended, and every row after it. */
interface Told {
  readonly asked: readonly Action[]
  readonly outcomes: readonly string[]
  readonly rows: Readonly<Record<string, readonly string[]>>
}

async function ending(world: World, asked: readonly Action[], outcomes: readonly string[]): Promise<Told> {
  await world.settle()
  await assertInvariants(world.app)
  const told = { asked, outcomes, rows: await dump(world.app) }
  await world.close()
  return told
}

/** In a file, against the reference, which also says what each action is aimed at. */
async function inFile(actions: readonly Action[]): Promise<Told> {
  const world = await openWorld({ isBroken: true })
  const reference = openReference()
  const asked: Action[] = []
  const outcomes: string[] = []
  for (const action of actions) {
    if (asked.length === STEPS) break
    const aimed = aim(reference, action)
    const outcome = await follow({ world, reference }, action)
    if (aimed === undefined) continue
    asked.push(aimed)
    outcomes.push(outcome)
  }
  return ending(world, asked, outcomes)
}

async function onServer(servers: Servers, scheme: 'ws' | 'http', asked: readonly Action[]): Promise<Told> {
  const world = await openWorld({ isBroken: true, database: await servers.open(scheme) })
  const outcomes: string[] = []
  for (const aimed of asked) {
    const outcome = await act(world, services, aimed)
    if (aimed.do === 'buy' && outcome === 'done') world.carts.delete(aimed.cart)
    outcomes.push(outcome)
  }
  return ending(world, asked, outcomes)
}

describe.skipIf(reason !== '')(`one history on every engine${reason}`, () => {
  let servers: Servers
  beforeAll(async () => {
    servers = await openServers()
  })
  afterAll(() => servers?.close())

  const timeout = Math.max(2 * 60_000, HISTORIES * STEPS * 1_000)

  it('ends in the same rows, after the same refusals', { timeout }, async () => {
    const drawn = fc.sample(history(STEPS * 2), { numRuns: HISTORIES, seed })
    const counts = { steps: 0, refused: 0, rows: 0 }
    for (const actions of drawn) {
      const file = await inFile(actions)
      for (const scheme of ['ws', 'http'] as const) {
        const server = await onServer(servers, scheme, file.asked)
        expect(server, `over ${scheme}`).toEqual(file)
      }
      counts.steps += file.asked.length
      counts.refused += file.outcomes.filter((outcome) => outcome !== 'done').length
      counts.rows += Object.values(file.rows).reduce((sum, rows) => sum + rows.length, 0)
    }
    figures('engines', { histories: HISTORIES, ...counts })
    expect(counts.steps).toBeGreaterThan(HISTORIES * STEPS * 0.8)
    expect(counts.refused).toBeGreaterThan(counts.steps / 20)
    expect(counts.rows).toBeGreaterThan(counts.steps)
  })

  it('would be noticed when one engine lost a single row', { timeout }, async () => {
    const [actions = []] = fc.sample(history(40), { numRuns: 1, seed })
    const file = await inFile(actions)
    const world = await openWorld({ isBroken: true, database: await servers.open('ws') })
    for (const aimed of file.asked)
      if ((await act(world, services, aimed)) === 'done' && aimed.do === 'buy') world.carts.delete(aimed.cart)
    expect(await dump(world.app)).toEqual(file.rows)
    await world.app.db.batch([{ sql: 'delete from events where number = (select max(number) from events)', args: [] }])
    expect(await dump(world.app)).not.toEqual(file.rows)
    await world.close()
  })
})
