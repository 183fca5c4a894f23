import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../../packages/core/src/commerce.ts'
import { assertInvariants } from '../../../packages/core/src/testing/index.ts'
import { fairChannel, standing } from '../../fault/fixtures/fair.ts'
import { gentlyOrdered, mutations, type Route } from '../document/routes.ts'
import { SEED } from '../garbage/attack.ts'
import { curl } from '../garbage/curl.ts'
import { type Answer, ask, type Question } from '../shop/ask.ts'
import { examplesOf } from '../shop/examples/index.ts'
import { openVictim, orderOf, type Victim } from '../shop/victim.ts'
import { createFinder, type Finder, type Granted, keyed, rowsOf } from './repeats.ts'

const AT_ONCE = Number(process.env.VITRINE_AT_ONCE ?? 50)

const isIn = ({ status }: Answer): boolean => status < 300
const isReplayed = ({ headers }: Answer): boolean => headers.get('Idempotent-Replayed') === 'true'

/** Where the key only keeps requests apart that are worked on at the same time, and a later repeat is answered anew: by what status, and why that is right. */
const ANEW: Readonly<Record<string, { readonly status: number; readonly why: string }>> = {
  'store.customers.signIn': {
    status: 201,
    why: 'a session is given to whoever knows the password, and never kept to be given again',
  },
  'admin.access.signIn': {
    status: 201,
    why: 'a session is given to whoever knows the password, and never kept to be given again',
  },
  'store.customers.signOut': { status: 204, why: 'who is out stays out' },
  'admin.access.signOut': { status: 204, why: 'who is out stays out' },
  'store.customers.confirmReset': { status: 410, why: 'a link opens once' },
  'admin.access.confirmReset': { status: 410, why: 'a link opens once' },
  'store.customers.changePassword': { status: 401, why: 'a new password ends the session that asked for it' },
  'admin.access.changePassword': { status: 401, why: 'a new password ends the session that asked for it' },
  'admin.imports.shopify': { status: 200, why: 'rows are found again by their key and left as they are' },
  'admin.products.bulk': { status: 200, why: 'rows are found again by their key and left as they are' },
  'admin.pricing.bulk': { status: 200, why: 'a price that is so already stays so' },
  'admin.media.upload': { status: 200, why: 'a file is known by its bytes' },
  'admin.channels.test': { status: 200, why: 'the platform is asked each time, and nothing is changed' },
  'admin.channels.preview': { status: 200, why: 'nothing is changed' },
  'admin.integrity.repair': { status: 200, why: 'there is nothing left to repair' },
}

/** Nothing in this shop can be asked for it: there are no dead letters, no tasks and no deliveries to an enabled webhook, and there are staff already. */
const NEVER = [
  'admin.access.firstStaff',
  'admin.events.replay',
  'admin.events.discard',
  'admin.orders.resolveTask',
  'admin.stock.finishTask',
  'admin.webhooks.replay',
]

/** What tells one effect from another: answers are rendered from the ids that the key remembers, so that what happened since shows in them. */
function essence({ status, text, json }: Answer): unknown[] {
  const { id, variantId, locationId } = json as { id?: unknown; variantId?: unknown; locationId?: unknown }
  return [status, id ?? (variantId === undefined ? text : `${variantId}/${locationId}`)]
}

describe('every mutation, sent with an Idempotency-Key', () => {
  let victim: Victim
  let finder: Finder
  let stranger = ''
  const granted = new Map<Route, Granted>()
  /** Whose key was refused for another request. */
  const told = new Set<string>()

  beforeAll(async () => {
    victim = await openVictim()
    finder = createFinder(victim, examplesOf(victim), SEED)
    stranger = String((await victim.order('POST', '/api-keys', { name: 'Other', scopes: ['*'] })).key)
    for (let at = 0; at < 3; at += 1) await orderOf(victim)
    await victim.commerce.idle()
  }, 60_000)
  afterAll(() => victim.end())

  /** What an order of a channel brings is told back to it, which the order tells in turn. */
  const settle = async () => {
    for (let round = 0; round < 4; round += 1) await victim.commerce.idle()
    return rowsOf(victim)
  }

  it.each(gentlyOrdered(mutations).map((route) => [route.name, route] as const))('%s', async (_, route) => {
    for await (const question of finder.candidates(route)) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => victim.ask(question)))
      const done = answers.filter(isIn)
      if (done.length === 0) continue
      if (ANEW[route.name] === undefined) expect(done.filter((answer) => !isReplayed(answer))).toHaveLength(1)
      if (ANEW[route.name] === undefined) expect(new Set(done.map((one) => String(essence(one)))).size).toBe(1)
      for (const { json, headers } of answers.filter((answer) => !isIn(answer))) {
        expect(json).toMatchObject({ status: 409, code: 'request.inFlight' })
        expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
      }
      const [answer] = done as [Answer]
      granted.set(route, { route, question, answer })
      finder.pool.learn(route.path, answer.json)
      await happensOnce({ route, question, answer })
      await isToldApart({ route, question, answer })
      return
    }
  })

  async function happensOnce({ route, question, answer }: Granted): Promise<void> {
    const before = await settle()
    const again = await victim.ask(question)
    const anew = ANEW[route.name]
    if (anew === undefined) expect(isReplayed(again)).toBe(true)
    if (anew !== undefined && !isReplayed(again)) expect(again.status).toBe(anew.status)
    else expect(essence(again)).toEqual(essence(answer))
    const after = await settle()
    if (!route.name.endsWith('.signIn')) expect(after).toEqual(before)
  }

  it('were all tried, and nearly all granted', () => {
    const missing = mutations.filter((route) => !granted.has(route)).map(({ name }) => name)
    const untold = [...granted.keys()]
      .filter(({ name }) => !told.has(name) && ANEW[name] === undefined)
      .map(({ name }) => name)
    process.stdout.write(
      `S6: ${granted.size} of ${mutations.length} mutations granted, each asked ${AT_ONCE} times at once and done once, ` +
        `${told.size} told from another request with their key, VITRINE_SEED=${SEED}\n`,
    )
    expect(untold.length, `no other request was found for ${untold.join(' ')}`).toBeLessThan(granted.size * 0.15)
    const unexpected = missing.filter((name) => !NEVER.includes(name))
    expect(unexpected.length, `never granted: ${unexpected.join(' ')}`).toBeLessThan(mutations.length * 0.1)
  })

  async function isToldApart({ route, question }: Granted): Promise<void> {
    if (ANEW[route.name] !== undefined) return
    const other = await anotherRequest(route, question)
    if (other !== undefined) told.add(route.name)
    if (route.surface !== 'admin' || route.access === 'public') return
    const headers = { ...question.headers, Authorization: `Bearer ${stranger}` }
    expect(isReplayed(await victim.ask({ ...question, headers }))).toBe(false)
  }

  /** Another request that is told apart from the first with the same key; one that is granted or mistaken for the first is a failure. */
  async function anotherRequest(route: Route, question: Question): Promise<Answer | undefined> {
    const key = question.headers?.['Idempotency-Key'] ?? ''
    let tries = 0
    for await (const candidate of finder.candidates(route)) {
      tries += 1
      if (tries > 20) return undefined
      if (sent(candidate) === sent(question) || callerOf(candidate) !== callerOf(question)) continue
      const answer = await victim.ask(keyed(candidate, key))
      expect([route.name, isIn(answer), curl(candidate)]).toEqual([route.name, false, curl(candidate)])
      if (answer.json.code === 'request.keyReused') return answer
    }
    return undefined
  }

  it('are answered again by the shop that is opened on what a crash left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-crashed-'))
    for (const end of ['', '-wal']) {
      const file = join(victim.folder, `shop.db${end}`)
      if (existsSync(file)) copyFileSync(file, join(folder, `shop.db${end}`))
    }
    const secret = victim.commerce.core.settings.secret
    const { operatorToken } = victim
    const database = { url: `file:${join(folder, 'shop.db')}` }
    const market = standing(fairChannel(victim.fair))
    const log = { level: 'silent' } as const
    const reopened = await createCommerce({ database, secret, operatorToken, log, contributes: [market] })
    const wrong: unknown[] = []
    const before = await rowsOf({ commerce: reopened })
    /** What was deleted since cannot be shown again; its repeat deletes nothing and says so. */
    let answered = 0
    for (const { route, question, answer } of granted.values()) {
      if (ANEW[route.name] !== undefined) continue
      const again = await ask(reopened.app, question)
      if (again.status === 404) continue
      answered += 1
      if (!isReplayed(again) || String(essence(again)) !== String(essence(answer)))
        wrong.push([route.name, essence(again), essence(answer)])
    }
    expect(wrong).toEqual([])
    expect(await rowsOf({ commerce: reopened })).toEqual(before)
    expect(answered).toBeGreaterThan(80)
    await assertInvariants(reopened.core)
    await reopened.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

const callerOf = ({ headers = {} }: Question): unknown => headers.Cookie ?? headers.Authorization

const sent = ({ method, path, json, raw }: Question): string => JSON.stringify([method, path, json, String(raw)])
