import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWindow, SITE, type Window } from '../fixtures/window.ts'

let shop: Window
beforeAll(async () => {
  shop = await openWindow({ limits: { redirects: 30 } })
  const make = (handle: string) =>
    shop.calls.products.create({ body: { handle, title: handle, language: 'en', status: 'active' } })
  const { id } = await make('first')
  await shop.calls.products.update({ params: { id }, body: { handle: 'second' } })
  await shop.commerce.idle()
})
afterAll(() => shop?.close())

const add = (from: string, to: string, status?: 301 | 302) =>
  shop.staff.storefront.createRedirect({ body: { from, to, status } })
const code = async (work: Promise<unknown>) => ((await work.catch((error: unknown) => error)) as { code?: string }).code
const leads = async (path: string) => {
  try {
    const { to, status } = await shop.buyer().storefront.redirect({ query: { path } })
    return `${status} ${to}`
  } catch (error) {
    return (error as { code: string }).code
  }
}
const upload = (csv: string, query: { dryRun?: boolean } = {}) =>
  shop.staff.storefront.importRedirects({ query, body: csv, type: 'text/csv' })

describe('redirects', () => {
  it('lead on in one step, through rules and renamed products, in every language, with the query', async () => {
    await add('/catalogue/', '/old-shop')
    await add('/old-shop', '/products/first')
    await add('/blog/*', '/journal/*', 302)
    await add('/papers', 'https://papers.example.com/all')
    expect(await leads('/catalogue?utm_source=mail')).toBe('301 /products/second?utm_source=mail')
    expect(await leads('/uk/catalogue')).toBe('301 /uk/products/second')
    expect(await leads('/products/first')).toBe('301 /products/second')
    expect(await leads('/blog/2019/bees')).toBe('302 /journal/2019/bees')
    expect(await leads('/papers')).toBe('301 https://papers.example.com/all')
    expect(await leads('/products/second')).toBe('storefront.noRedirect')
    expect(await leads('/nothing')).toBe('storefront.noRedirect')
    const answer = await fetch(`${shop.url}/store/storefront/go?path=/catalogue`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([301, `${SITE}/products/second`])
  })

  it('are refused where they would come back, are there, or are none', async () => {
    await add('/x', '/y')
    await add('/y', '/z')
    const { staff } = shop
    const loop = await add('/z', '/x').catch((error: unknown) => error)
    expect(staff.isProblem(loop, 'storefront.redirectLoop') && loop.extra.way).toEqual(['/z', '/x', '/y', '/z'])
    expect(await code(add('/x', '/elsewhere'))).toBe('storefront.redirectExists')
    for (const [from, to] of [
      ['x', '/y'],
      ['//evil.example', '/y'],
      ['/q', 'javascript:alert(1)'],
      ['/q/*/r', '/y'],
    ] as const)
      expect([from, to, await code(add(from, to))]).toEqual([from, to, 'request.invalid'])
    expect(await leads('/z')).toBe('storefront.noRedirect')
  })

  it('are changed, found and thrown away', async () => {
    const { storefront } = shop.staff
    const made = await add('/change-me', '/one')
    const params = { id: made.id }
    expect(await storefront.updateRedirect({ params, body: { to: '/two', status: 307 } })).toMatchObject({
      from: '/change-me',
      to: '/two',
      status: 307,
    })
    expect(await code(storefront.updateRedirect({ params, body: { to: '/change-me' } }))).toBe(
      'storefront.redirectLoop',
    )
    const { items } = await storefront.redirects({ query: { q: 'change-me' } })
    expect(items.map(({ id }) => id)).toEqual([made.id])
    await storefront.deleteRedirect({ params })
    expect(await leads('/change-me')).toBe('storefront.noRedirect')
    expect(await code(storefront.deleteRedirect({ params }))).toBe('storefront.redirectNotFound')
  })

  it('that two people add at once cannot make a ring between them', async () => {
    const pairs = Array.from({ length: 4 }, (_, at) => [`/left-${at}`, `/right-${at}`] as const)
    for (const [left, right] of pairs) {
      const codes = await Promise.all([code(add(left, right)), code(add(right, left))])
      expect(codes.filter((each) => each === 'storefront.redirectLoop')).toHaveLength(1)
    }
  })

  it('do not serve a ring that came to be nevertheless', async () => {
    await shop.commerce.core.db.batch([
      ...[
        ['/ring-a', '/ring-b'],
        ['/ring-b', '/ring-a'],
      ].map(([source = '', target = '']) => ({
        sql: 'insert into storefront_redirects (id, source, target, status, created_at, updated_at) values (?, ?, ?, 301, 1, 1)',
        args: [`rdr_${source.slice(1)}`, source, target],
      })),
    ])
    expect(await leads('/ring-a')).toBe('storefront.noRedirect')
    await shop.commerce.core.db.batch([
      { sql: "delete from storefront_redirects where source like '/ring-%'", args: [] },
    ])
  })
})

describe('an import of redirects', () => {
  const FILE = [
    'Redirect from,Redirect to,Status',
    '/imp-1,/t1,',
    '/imp-2/,"/t2?a=1,2",302',
    'no-path,/t3,',
    '/imp-4,javascript:x,',
    '/imp-5,/t5,303',
    '/imp-6,/imp-7,',
    '/imp-7,/imp-6,',
    '/imp-1,/t1b,',
  ].join('\r\n')

  it('says what it would do before it does, and does the same', async () => {
    const wanted = {
      created: 3,
      updated: 1,
      unchanged: 0,
      errors: [
        { line: 4, code: 'from', message: 'from must be a path of this site' },
        { line: 5, code: 'to', message: 'to must be a path of this site or an http address' },
        { line: 6, code: 'status', message: 'status must be 301, 302, 307 or 308' },
        { line: 8, code: 'loop', message: 'it would go /imp-7 → /imp-6 → /imp-7' },
      ],
    }
    expect(await upload(FILE, { dryRun: true })).toEqual(wanted)
    expect(await leads('/imp-1')).toBe('storefront.noRedirect')
    expect(await upload(FILE)).toEqual(wanted)
    expect(await leads('/imp-1')).toBe('301 /t1b')
    expect(await leads('/imp-2')).toBe('302 /t2?a=1,2')
    const again = await upload('from;to\n/imp-1;/t1b\n')
    expect(again).toEqual({ created: 0, updated: 0, unchanged: 1, errors: [] })
  })

  it('stops where there may be no more', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => `/many-${at},/t`)
    const { created, errors } = await upload(['from,to', ...rows].join('\n'))
    const { redirects } = await shop.staff.storefront.status()
    expect([redirects, created + errors.length]).toEqual([30, 40])
    expect(new Set(errors.map((error) => error.code))).toEqual(new Set(['tooMany']))
    expect(await code(add('/one-more', '/t'))).toBe('storefront.tooManyRedirects')
  })

  it('of a file that is none is refused whole', async () => {
    expect(await code(upload('a,b\n/x,/y'))).toBe('storefront.importColumns')
    expect(await code(upload(''))).toBe('storefront.importColumns')
    expect(await code(upload('from,to\n"/x'))).toBe('storefront.importColumns')
    const json = shop.staff.storefront.importRedirects({ query: {}, body: '{}', type: 'application/json' })
    expect(await code(json)).toBe('request.unsupportedType')
  })
})
