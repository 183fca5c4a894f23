import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { tablePrefix } from '../../plugins/own-tables.ts'
import type { KnobsInput } from '../sandbox/index.ts'
import type { Cases } from './cases.ts'
import { ask, bookOf, sell } from './selling.ts'
import type { World } from './world.ts'

type Rule = NonNullable<KnobsInput['faults']>[number]

/** What a platform may answer to a call that writes, or not answer. */
const FAULTS: Readonly<Record<string, NonNullable<Rule['fault']>>> = {
  '401': { answer: 'status', status: 401 },
  '403': { answer: 'status', status: 403 },
  '404': { answer: 'status', status: 404 },
  '409': { answer: 'status', status: 409 },
  '422': { answer: 'status', status: 422 },
  '429': { answer: 'status', status: 429 },
  '429 with Retry-After in seconds': { answer: 'status', status: 429, retryAfter: 30 },
  '429 with Retry-After as a date': { answer: 'status', status: 429, retryAfter: 30, retryAfterAs: 'date' },
  '500': { answer: 'status', status: 500 },
  '500 after it was done': { answer: 'status', status: 500, isApplied: true },
  '503': { answer: 'status', status: 503, retryAfter: 5 },
  'half an answer': { answer: 'truncated' },
  'a page of HTML': { answer: 'html' },
  'a reset before it was done': { answer: 'reset' },
  'a reset after it was done': { answer: 'reset', isApplied: true },
  'no answer': { answer: 'timeout', after: 200 },
  'no answer after it was done': { answer: 'timeout', after: 200, isApplied: true },
}

const ANY = ['POST /*', 'PUT /*', 'PATCH /*', 'DELETE /*']

/** After two of each, and then quiet, the channel shows what it should: once, and nothing twice. */
export const failureCases: Cases = Object.fromEntries(
  Object.entries(FAULTS).map(([name, fault]) => [
    `failure: ${name}`,
    {
      needs: ['hosts'],
      run: async (world: World) => {
        const faults = (world.options.writes ?? ANY).map((on) => ({ on, times: 2, fault }))
        world.platform.turn({ faults })
        await world.listAll()
        await world.stock('VEIL-ONE', 6)
        await world.settle()
        world.platform.calm()
        const { health } = await world.admin.channels.get({ params: { id: world.id } })
        if (health.fault !== null) await world.admin.channels.test({ params: { id: world.id } })
        await world.admin.channels.retry({ params: { id: world.id }, body: {} })
        await world.settle()
        await world.expectAgreement()
        const keys = (await world.platform.shows()).filter(({ isLive }) => isLive).map(({ key }) => key)
        strictEqual(new Set(keys).size, keys.length, 'nothing is shown twice')
      },
    },
  ]),
)

export const outageCases: Cases = {
  'outage: the circuit opens, calls stop, and it heals by itself': {
    needs: ['hosts'],
    run: async (world) => {
      await world.listAll()
      world.platform.turn({ faults: [{ on: '* /*', fault: { answer: 'status', status: 503 } }] })
      await world.stock('VEIL-ONE', 9)
      await world.settle()
      const { health } = await world.admin.channels.get({ params: { id: world.id } })
      strictEqual(health.circuit === 'open' || health.failures > 0, true)
      world.platform.calm()
      world.advance(600_000)
      await world.settle()
      await world.expectAgreement()
      strictEqual((await world.admin.channels.get({ params: { id: world.id } })).health.status, 'ok')
    },
  },
  'failure: its own tables take nothing for a while': {
    needs: ['noHosts'],
    run: async (world) => {
      const tables = await ownTables(world)
      const triggers = tables.flatMap((table) => ['insert', 'update'].map((deed) => ({ table, deed })))
      for (const { table, deed } of triggers)
        await world.write(
          `create trigger ${table}_${deed} before ${deed} on ${table} begin select raise(abort, 'no room is left'); end`,
        )
      await world.admin.channels.listItems({ params: { id: world.id }, body: { all: true } })
      await world.shop.commerce.idle()
      ok((await world.admin.channels.get({ params: { id: world.id } })).health.failures > 0, 'it is told as failing')
      deepStrictEqual(await world.platform.shows(), [])
      for (const { table, deed } of triggers) await world.write(`drop trigger ${table}_${deed}`)
      await world.settle()
      await world.expectAgreement()
      strictEqual((await world.admin.channels.get({ params: { id: world.id } })).health.status, 'ok')
    },
  },
  'failure: a platform that is slow': {
    needs: ['hosts'],
    run: async (world) => {
      world.platform.turn({ latency: [20, 120] })
      await world.listAll()
      await world.stock('VEIL-ONE', 6)
      await world.settle()
      world.platform.calm()
      await world.settle()
      await world.expectAgreement()
    },
  },
  'failure: a clock that is ten minutes fast': { needs: ['hosts'], run: (world) => offBy(world, 600_000) },
  'failure: a clock that is ten minutes slow': { needs: ['hosts'], run: (world) => offBy(world, -600_000) },
  'tokens: one that is refused is renewed, once': {
    needs: ['oauth', 'revokeTokens', 'stock'],
    run: async (world) => {
      await world.listAll()
      world.platform.revokeTokens?.()
      await world.stock('VEIL-ONE', 8)
      await world.settle()
      await world.expectAgreement()
    },
  },
  'secrets: credentials stand nowhere: not in answers, records, logs or the database': {
    needs: ['credentials', 'hosts'],
    run: async (world) => {
      await world.listAll()
      world.platform.turn({ faults: [{ on: '* /*', times: 3, fault: { answer: 'status', status: 400 } }] })
      await world.stock('VEIL-ONE', 2)
      await world.settle()
      const params = { id: world.id }
      await world.admin.channels.update({ params, body: { credentials: world.wrongCredentials } })
      const refused = await world.admin.channels.test({ params }).catch((problem: unknown) => problem)
      const { items } = await world.admin.channels.runs({ params, query: { limit: 100 } })
      const runs = await Promise.all(items.map(({ id }) => world.admin.channels.run({ params: { id } })))
      ok(
        runs.some(({ exchanges }) => exchanges.length > 0),
        'calls are recorded',
      )
      const told = [
        JSON.stringify(runs),
        JSON.stringify(await world.admin.channels.get({ params })),
        `${JSON.stringify(refused)} ${refused}`,
        world.logged(),
        await world.stored(),
      ]
      for (const secret of world.secrets) for (const text of told) ok(!text.includes(secret), 'a secret can be read')
    },
  },
}

async function ownTables({ rows, channelId }: World): Promise<string[]> {
  const all = await rows("select name from sqlite_master where type = 'table' order by name")
  return all.map(([name]) => String(name)).filter((name) => name.startsWith(tablePrefix(channelId)))
}

/** The platform's clock is off by so much: nothing is missed and nothing comes twice. */
async function offBy(world: World, skew: number): Promise<void> {
  world.platform.turn({ skew })
  await world.listAll()
  const hasOrders = world.platform.order !== undefined
  for (const quantity of [7, 6]) {
    await world.stock('VEIL-ONE', quantity)
    if (hasOrders) sell(world, 1, 'SMOKER-S')
    for (let hours = 0; hours < 2; hours += 1) await ask(world)
  }
  strictEqual((await bookOf(world)).length, hasOrders ? 2 : 0)
  await world.expectAgreement()
}
