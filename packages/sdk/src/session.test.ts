import { afterEach, describe, expect, test, vi } from 'vitest'
import { type CookieAttributes, cookieSession, memorySession, type Session, storageSession } from './session.ts'

const token = 'crt_01jz0000000000000000000000.a-b_C9=/+&;'

function mapStorage(entries = new Map<string, string>()) {
  return {
    entries,
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
  }
}

function jarOf(cookies: Map<string, string>) {
  const set: { name: string; value: string; attributes: CookieAttributes }[] = []
  return {
    set,
    jar: {
      get: (name: string) => cookies.get(name),
      set: (name: string, value: string, attributes: CookieAttributes) => void set.push({ name, value, attributes }),
    },
  }
}

/** `document.cookie` as browsers have it. */
function stubDocument() {
  const cookies = new Map<string, string>()
  const written: string[] = []
  vi.stubGlobal('document', {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    },
    set cookie(text: string) {
      written.push(text)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      cookies.set(name, value)
    },
  })
  return written
}

function pageSession() {
  stubDocument()
  return cookieSession()
}

afterEach(() => vi.unstubAllGlobals())

describe.each<[string, () => Session]>([
  ['memory', () => memorySession()],
  ['storage', () => storageSession({ storage: mapStorage() })],
  ['storage that is forbidden', () => storageSession()],
  ['a cookie jar', () => cookieSession({ jar: jarOf(new Map()).jar })],
  ['document.cookie', pageSession],
])('a session in %s', (_, make) => {
  test('begins empty and answers what was written', async () => {
    const session = make()
    expect((await session.read()).cart).toBeUndefined()
    await session.write({ cart: token, order: undefined })
    expect((await session.read()).cart).toBe(token)
    expect((await session.read()).order).toBeUndefined()
    await session.write({ cart: undefined, order: 'ord_1 abc' })
    expect(await session.read()).toMatchObject({ order: 'ord_1 abc' })
    expect((await session.read()).cart).toBeUndefined()
  })
})

describe('a session in storage', () => {
  test('is found again by another page, under its name', async () => {
    const storage = mapStorage()
    await storageSession({ storage, name: 'shop-b' }).write({ cart: token })
    expect(await storageSession({ storage, name: 'shop-b' }).read()).toEqual({ cart: token })
    expect(await storageSession({ storage }).read()).toEqual({})
  })

  test('goes on in memory when the browser throws', async () => {
    const broken = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const session = storageSession({ storage: { getItem: broken, setItem: broken } })
    await session.write({ cart: token })
    expect(await session.read()).toEqual({ cart: token })
  })
})

describe('a session in a cookie', () => {
  test('reads what came with the request and sets what goes with the answer', async () => {
    const first = jarOf(new Map())
    await cookieSession({ jar: first.jar }).write({ cart: token })
    const [cookie] = first.set
    expect(cookie).toMatchObject({
      name: 'vitrine',
      attributes: { path: '/', sameSite: 'lax', httpOnly: true, secure: true },
    })
    const next = jarOf(new Map([['vitrine', cookie?.value ?? '']]))
    expect(await cookieSession({ jar: next.jar }).read()).toEqual({ cart: token })
  })

  test('can be shared with scripts of the page and served without TLS', async () => {
    const { set, jar } = jarOf(new Map())
    await cookieSession({ jar, httpOnly: false, secure: false }).write({ cart: token })
    expect(set[0]?.attributes).toMatchObject({ httpOnly: false, secure: false })
  })

  test('stands in document.cookie without characters that end it, and is seen by other tabs', async () => {
    const written = stubDocument()
    const [one, other] = [cookieSession(), cookieSession()]
    await one.write({ cart: token })
    expect(written[0]).toMatch(/^vitrine=[^;,\s]+; path=\/; samesite=lax; max-age=31536000; secure$/)
    expect(await other.read()).toEqual({ cart: token })
    await other.write({})
    expect(await one.read()).toEqual({})
  })

  test('of another kind of text is an empty session', async () => {
    const { jar } = jarOf(new Map([['vitrine', '%%%']]))
    expect((await cookieSession({ jar }).read()).cart).toBeUndefined()
    stubDocument()
    ;(globalThis as unknown as { document: { cookie: string } }).document.cookie = 'vitrine=%%%'
    expect((await cookieSession().read()).cart).toBeUndefined()
  })
})
