import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exit, forkModule } from '../../packages/core/src/testing/fixtures/fork.ts'
import { assertInvariants } from '../../packages/core/src/testing/index.ts'
import { chapters, ready } from './fixtures/chapters/index.ts'
import { commandKinds } from './fixtures/command-kinds.ts'
import { crashEverywhere } from './fixtures/crash.ts'
import { type Asking, createWorld, OPERATOR, openCrashShop } from './fixtures/crash-shop.ts'
import { essence } from './fixtures/fingerprint.ts'
import { type Story, tellStory } from './fixtures/story.ts'

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vitrine-crash-'))
const world = createWorld(folder)
const covered = new Map<string, number>()
let story: Story
beforeAll(async () => {
  story = tellStory(await openCrashShop(join(folder, 'shop.db'), world), world, covered)
})
afterAll(async () => {
  await assertInvariants(story.shop.commerce.core).finally(() => story.shop.close())
  rmSync(folder, { recursive: true, force: true })
})

const kinds = commandKinds()
const raw = (sql: string) => story.shop.commerce.core.db.raw(sql)

describe('a process that dies at any place while', () => {
  it.each(Object.entries(chapters))(
    '%s leaves sound data, and the same question gets the same answer',
    async (_, tell) => {
      await tell(story)
      expect(story.faults.splice(0)).toEqual([])
    },
  )

  it('covers every kind of command, before and after its commit, and every place of the outbox', () => {
    const places = ['commit.before', 'commit.after'].flatMap((place) => kinds.map((kind) => `${place} ${kind}`))
    const outbox = ['dispatch.before', 'dispatch.delivered', 'dispatch.moved', 'mail.sending', 'mail.sent']
    expect([...places, ...outbox.map((place) => `${place} `)].filter((key) => !covered.has(key))).toEqual([])
    expect(story.crashes).toBeGreaterThan(kinds.length)
    process.stdout.write(`F2: ${story.crashes} crashes at ${places.length + outbox.length} places, 0 lost, 0 doubled\n`)
  })

  it('sends every mail, and again with the same name when nobody noted that it left', async () => {
    const left = (await raw("select id from mail_messages where status = 'sent'")) as [string][]
    expect(left.length).toBeGreaterThan(10)
    for (const [id] of left) expect(world.sent.get(id), id).toBeGreaterThan(0)
    expect(Math.max(...world.sent.values())).toBeGreaterThan(1)
  })

  it('would be noticed if the work were done twice, or half', async () => {
    const twice = { method: 'POST', path: '/store/carts', json: { lines: [{ sku: 'HV-S', quantity: 1 }] } }
    const { shop } = story
    const done = await crashEverywhere({ shop, world, covered: new Map(), act: (of) => of.ask(twice) })
    expect(done.faults).toContainEqual(expect.stringContaining('commit.after of (lines): carts: '))
    expect(done.faults).toContainEqual(expect.stringContaining('commit.after of (lines): cart_lines: '))
    let isFirst = true
    const half = await crashEverywhere({
      shop,
      world,
      covered: new Map(),
      async act(of) {
        if (isFirst)
          await of.commerce.core.db.batch([{ sql: 'insert into counters values (?, ?, 1)', args: ['half', 'H'] }])
        isFirst = false
        return undefined
      },
    })
    expect(half.faults).toEqual([expect.stringContaining('commit.before of (lines): counters: ')])
  })
})

describe('a process that is really killed', () => {
  const asked = (asking: Asking): Asking => ({
    ...asking,
    headers: { ...asking.headers, 'Idempotency-Key': 'key-of-the-killed' },
  })

  /** Asks in a process of its own, which dies; then here, on what it left. Answers how the process ended. */
  async function killAt(failpoint: string, asking: Asking): Promise<string | number | null> {
    const file = join(folder, 'killed.db')
    for (const part of ['', '-wal']) copyFileSync(`${story.shop.file}${part}`, `${file}${part}`)
    const child = forkModule(new URL('./fixtures/crash-process.ts', import.meta.url), {
      args: [file, String(world.now), JSON.stringify(asked(asking))],
      env: { VITRINE_FAILPOINTS: failpoint, TMPDIR: folder },
    })
    const { code, signal } = await exit(child)
    const shop = await openCrashShop(file, world)
    await assertInvariants(shop.commerce.core)
    const status = (await shop.ask(asked(asking))).status
    expect([200, 201, 202], `${failpoint} ${status}`).toContain(status)
    if (status !== 202) expect(await essence(shop.commerce.core.db)).toEqual(await expected(asking))
    await shop.close()
    for (const part of ['', '-wal', '-shm', '.lock', '.owner.json']) rmSync(`${file}${part}`, { force: true })
    return signal ?? code
  }

  /** What an undisturbed shop holds after the same. */
  async function expected(asking: Asking): Promise<unknown> {
    const file = join(folder, 'undisturbed.db')
    for (const part of ['', '-wal']) copyFileSync(`${story.shop.file}${part}`, `${file}${part}`)
    const shop = await openCrashShop(file, world)
    await shop.ask(asked(asking))
    const whole = await essence(shop.commerce.core.db)
    await shop.close()
    for (const part of ['', '-wal', '-shm', '.lock', '.owner.json']) rmSync(`${file}${part}`, { force: true })
    return whole
  }

  it('while stock is counted leaves what the pictures show', async () => {
    const json = { kind: 'receive', sku: 'HV-S', location: 'main', quantity: 5 }
    const headers = { Authorization: `Bearer ${OPERATOR}` }
    const asking = { method: 'POST', path: '/admin/stock/adjustments', headers, json }
    expect(await killAt('commit.before:kill@1', asking)).toBe('SIGKILL')
    expect(await killAt('commit.after:kill@1', asking)).toBe('SIGKILL')
  })

  it('at every commit of an order leaves what the pictures show', async () => {
    const cart = await ready(story, 'manual')
    const asking = { method: 'POST', path: `/store/carts/${cart.id}/complete`, headers: cart.own }
    let kills = 0
    for (let commit = 1; (await killAt(`commit.after:kill@${commit}`, asking)) === 'SIGKILL'; commit += 1) kills += 1
    expect(kills).toBeGreaterThan(0)
  })
})
