import { createServer } from 'node:net'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serveTestShop } from '../testing/shop.ts'
import { node, settings } from './doctor/index.ts'
import { HEADER, openPlace, type Place } from './fixtures/run.ts'

let place: Place
beforeEach(() => {
  place = openPlace()
})
afterEach(() => place.remove())

const drift = (sql: string) => {
  const raw = new Libsql(place.path('shop.db'))
  raw.exec(sql)
  raw.close()
}

const count = async (database: string) =>
  (await place.vitrine('export', 'stock', '--database', database)).out.split('\r\n')[1]

describe('migrate', () => {
  it('lists without making anything, applies, and is done', async () => {
    const dry = await place.json<{ migrations: string[] }>('migrate', '--dry-run')
    expect(dry.migrations[0]).toBe('core/0001_kernel')
    expect(await place.json('migrate')).toEqual({ exit: 0, dryRun: false, migrations: dry.migrations })
    expect((await place.vitrine('migrate')).out).toBe('The schema is up to date.\n')
  })

  it('leaves a database alone that a newer version wrote', async () => {
    await place.vitrine('migrate')
    drift(
      "insert into migrations (owner, name, hash, program, applied_at) values ('core', '9999_future', 'x', '9.0.0', 1)",
    )
    const refused = await place.vitrine('migrate')
    expect([refused.code, refused.out]).toEqual([3, ''])
    expect(refused.error).toContain('newer program (9.0.0)')
  })
})

describe('check', () => {
  beforeEach(async () => {
    await place.vitrine('import', 'shopify', place.write('a.csv', `${HEADER}top,Top,,,TOP,shopify,7,60\n`))
  })

  it('finds nothing in a shop that nobody touched', async () => {
    expect(await place.json('check')).toEqual({ exit: 0, ok: true, violations: [] })
  })

  it('prints a drift with its cause, and repairs it when asked', async () => {
    drift('update inventory_levels set on_hand = 9')
    const found = await place.vitrine('check')
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/^I\d+ .*: 1\n {2}/)
    expect(await count(place.database)).toBe('TOP,main,9,0,0,0,0,9')
    expect(await place.json('check', '--repair')).toMatchObject({ exit: 0, repaired: 1, after: { ok: true } })
    expect(await place.vitrine('check')).toEqual({
      code: 0,
      out: 'Every number is the sum of its reasons.\n',
      error: '',
    })
  })
})

describe('staff add', () => {
  it('makes an account, prints the link for its password, and refuses the address twice', async () => {
    const added = await place.json('staff', 'add', 'ada@example.com', '--name', 'Ada Vos')
    expect(added).toMatchObject({ exit: 0, email: 'ada@example.com', role: 'owner' })
    expect(added.link).toMatch(/^http:\/\/localhost:3000\/admin\/.+token=/)
    expect(await place.json('staff', 'add', 'ada@example.com')).toMatchObject({ exit: 1, code: 'access.emailTaken' })
    const wrong = await place.vitrine('staff', 'add', 'nobody', '--role', 'king')
    expect([wrong.code, wrong.error]).toEqual([1, expect.stringMatching(/email must be.*role must be/)])
  })

  it('makes a link by which the running shop takes a password', async () => {
    vi.stubEnv('VITRINE_SECRET', 'a secret of the tests, long enough')
    const { link } = await place.json<{ link: string }>('staff', 'add', 'ada@example.com')
    vi.unstubAllEnvs()
    const shop = await serveTestShop({ database: { url: place.database } })
    const { pathname, searchParams } = new URL(link)
    const answer = await fetch(shop.url + pathname, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: searchParams.get('token'), password: 'plenty of bees' }),
    })
    expect(await answer.json()).toEqual({ status: 'changed' })
    await shop.close()
  })
})

describe('doctor', () => {
  const failed = async (...argv: string[]) => {
    const { findings, exit } = await place.json<{ findings: { check: string; ok: boolean; detail: string }[] }>(
      'doctor',
      ...argv,
    )
    return { exit, failed: findings.filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`) }
  }
  const port = String(40_000 + (process.pid % 20_000))

  it('finds nothing wrong before the first start, after it, and while the shop runs', async () => {
    expect(await failed('--port', port)).toEqual({ exit: 0, failed: [] })
    await place.vitrine('migrate')
    expect((await place.vitrine('doctor', '--port', port)).out).toContain('schema up to date')
    const shop = await serveTestShop({ database: { url: place.database } })
    const running = await place.vitrine('doctor', '--port', new URL(shop.url).port)
    expect([running.code, running.out]).toEqual([0, expect.stringContaining('this shop listens there and is ready')])
    await shop.close()
  })

  it('names a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const taken = String((other.address() as { port: number }).port)
    expect(await failed('--port', taken)).toEqual({ exit: 1, failed: [`port ${taken}: in use by another program`] })
    other.close()
  })

  it('names a damaged and a foreign database', async () => {
    place.write('shop.db', 'this is no database at all, however long it may be')
    expect((await failed('--port', port)).failed).toEqual([expect.stringContaining('database: ')])
    expect((await place.vitrine('doctor', '--port', port)).out).toContain('vitrine restore <file.db>')
  })

  it('names a misspelt setting and a secret that will not do', () => {
    const wrong = (environment: Record<string, string>) =>
      settings(environment).flatMap(({ ok, detail, fix }) => (ok ? [] : [`${detail}: ${fix}`]))
    expect(wrong({ VITRINE_DATABSE_URL: 'x', OTHER: 'y' })).toEqual([
      'VITRINE_DATABSE_URL is not known: Did you mean VITRINE_DATABASE_URL?',
    ])
    const ofOthers = ['AT_ONCE', 'CUTS', 'KILLS', 'PATH', 'SEED', 'STOPS', 'TEST_LOG', 'UNITS', 'LOYALTY_RATE']
    expect(wrong(Object.fromEntries(ofOthers.map((name) => [`VITRINE_${name}`, '1'])))).toEqual([])
    expect(wrong({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('production needs one')])
    expect(wrong({ VITRINE_SECRET: 'short' })).toEqual([expect.stringContaining('shorter than 32 characters')])
    expect(wrong({ NODE_ENV: 'production', VITRINE_SECRET: 's'.repeat(32) })).toEqual([])
  })

  it.each([
    ['20.19.0', true],
    ['20.18.3', false],
    ['18.20.0', false],
    ['24.1.0', true],
  ])('judges Node.js %s', (version, ok) => {
    expect(node(version).ok).toBe(ok)
  })
})
