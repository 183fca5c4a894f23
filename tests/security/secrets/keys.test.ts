import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../../packages/core/src/commerce.ts'
import { hashToken, safeEqual } from '../../../packages/core/src/kernel/index.ts'
import { ask, cookieOf } from '../../hostile/shop/ask.ts'
import { hastyComparisons, hastyLines, sources } from './comparisons.ts'
import { vaultRoom } from './vault.ts'

const first = 'the first secret of the shop, long enough'
const second = 'the second secret of the shop, long enough'
const operatorToken = 'the-operator-of-these-tests-and-nobody-else'

describe('keys and secrets of a shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-keys-'))
  let shop: Awaited<ReturnType<typeof createCommerce>>
  const open = async (secret: string, formerSecrets: string[] = []) => {
    await shop?.close()
    shop = await createCommerce({
      database: { url: `file:${join(folder, 'shop.db')}` },
      log: { level: 'silent' },
      rooms: [vaultRoom({ webhookSecret: 'whsec_AAAA', email: 'ada@example.com', apiKey: () => '' })],
      secret,
      formerSecrets,
      operatorToken,
    })
  }
  beforeAll(() => open(first))
  afterAll(async () => {
    await shop.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const admin = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
    ask(shop.app, {
      method,
      path: `/admin${path}`,
      headers: { Authorization: `Bearer ${operatorToken}`, ...headers },
      ...(json === undefined ? {} : { json }),
    })
  const rows = (sql: string) => shop.core.db.raw(sql)

  it('are stored as hashes, with just enough of a beginning to tell them apart', async () => {
    const keys = await Promise.all(
      [1, 2, 3].map(async (at) =>
        String((await admin('POST', '/api-keys', { name: `Key ${at}`, scopes: ['*'] })).json.key),
      ),
    )
    for (const key of keys) expect(key).toMatch(/^vk_[\w-]{43}$/)
    const stored = (await rows('select prefix, hash from api_keys order by created_at')) as [string, string][]
    expect(new Set(stored.map(([, hash]) => hash))).toEqual(new Set(keys.map(hashToken)))
    for (const [prefix, hash] of stored) {
      expect([prefix.length, hash]).toEqual([10, expect.stringMatching(/^[\da-f]{64}$/)])
      expect(keys.filter((key) => key.startsWith(prefix))).toHaveLength(1)
    }
    const shown = JSON.stringify((await admin('GET', '/api-keys')).json)
    for (const key of keys) expect(shown).not.toContain(key.slice(10))
    expect(shown).not.toMatch(/[\da-f]{64}/)
  })

  it('are shown once: a repeated request is told that the key was made, and not what it is', async () => {
    const asked = [
      'POST',
      '/api-keys',
      { name: 'Once', scopes: ['*'] },
      { 'Idempotency-Key': 'once-and-never-again' },
    ] as const
    const made = await admin(...asked)
    expect(made.text).toContain('"key":"vk_')
    expect((await admin(...asked)).json.key).toBeNull()
  })

  it('keep passwords as slow hashes with a salt each', async () => {
    const password = 'a queen and her drones'
    for (const email of ['ada@example.com', 'ben@example.com']) {
      const made = await admin('POST', '/staff', { email, name: 'Sam Example', role: 'owner' })
      const token = new URL(String(made.json.link)).searchParams.get('token')
      await admin('POST', '/password-reset/confirm', { token, password })
    }
    const stored = (await rows('select password from staff_accounts')).flat() as string[]
    expect(new Set(stored).size).toBe(2)
    for (const hash of stored) expect(hash).toMatch(/^[\da-f]{32}:[\da-f]{128}$/)
  })

  it('change: what the old secret sealed still opens, what is sealed now is sealed anew, keys work on, sessions end', async () => {
    const key = String((await admin('POST', '/api-keys', { name: 'Key', scopes: ['vault:read'] })).json.key)
    const bearer = { Authorization: `Bearer ${key}` }
    const sent = { email: 'ada@example.com', password: 'a queen and her drones' }
    const cookie = cookieOf(await ask(shop.app, { method: 'POST', path: '/admin/session', json: sent }))

    const me = () => ask(shop.app, { method: 'GET', path: '/admin/me', headers: { Cookie: cookie } })
    expect((await me()).status).toBe(200)
    await admin('POST', '/vault', { name: 'old', secret: 'sealed before' })
    const use = async (name: string) => {
      const { status, json } = await admin('GET', `/vault/${name}`, undefined, bearer)
      return [status, json.length]
    }
    await open(second, [first])
    expect(await use('old')).toEqual([200, 'sealed before'.length])
    expect((await me()).status).toBe(401)
    await admin('POST', '/vault', { name: 'new', secret: 'sealed after it' })
    const sealed = new Map((await rows('select name, sealed from vault_secrets')) as [string, string][])
    expect([...sealed].map(([name, text]) => [name, shop.core.sealer.isStale(text)]).sort()).toEqual([
      ['new', false],
      ['old', true],
    ])
    await open(second)
    expect(await use('new')).toEqual([200, 'sealed after it'.length])
    expect((await use('old'))[0]).toBe(500)
    await open(first)
    expect((await use('new'))[0]).toBe(500)
  })

  it('open for nothing but what they were sealed for', async () => {
    await open(first)
    await admin('POST', '/vault', { name: 'mine', secret: 'mine alone' })
    const [[sealed] = []] = await rows("select sealed from vault_secrets where name = 'mine'")
    expect(shop.core.sealer.unseal(String(sealed), 'vault/mine')).toBe('mine alone')
    for (const purpose of ['vault/yours', 'mail/mine', ''])
      expect(() => shop.core.sealer.unseal(String(sealed), purpose)).toThrow()
  })
})

describe('secrets are compared', () => {
  const folders = ['../../../packages/core/src', '../../../apps/demo/src'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )

  it('in constant time everywhere', () => {
    expect(folders.flatMap(sources).length).toBeGreaterThan(400)
    expect(folders.flatMap(hastyComparisons)).toEqual([])
  })

  it('right, whatever their lengths', () => {
    expect([
      safeEqual('a', 'a'),
      safeEqual('a', 'b'),
      safeEqual('a', 'aa'),
      safeEqual('', ''),
      safeEqual('', 'a'),
    ]).toEqual([true, false, false, true, false])
  })

  it.each([
    'if (token === expected) return true',
    'return given !== signature',
    "const ok = hmac(secret, text) === http.header('X')",
    'tokens.find((token) => cartToken === token)',
    'if (row.passwordHash !== hash) throw no()',
  ])('is not what %s does, and the search finds it', (line) => {
    expect(hastyLines(line)).toEqual([line])
  })

  it.each(['if (token === undefined) return', "if (secret !== '') return", 'const isSecret === true'])(
    'is not missed by %s',
    (line) => {
      expect(hastyLines(line)).toEqual([])
    },
  )
})
