import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, hydrated, missing, NARROW, openBrowser, overflow, PHONE, violations, visitor } from './browser.ts'
import { fillContact } from './checkout.ts'
import { openShop, type Shop } from './shop.ts'

const PAGES = [
  '/',
  '/collections/hives',
  '/collections/all?option.Size=M&available=true&utm_source=mail&gclid=1',
  '/search?q=honey',
  '/search?q=zzzz',
  '/products/dadant-hive',
  '/products/linden-honey',
  '/products/wielkopolski-hive?variant=HIV-WLK-FOAM-4',
  '/uk/products/honey-extractor',
  '/pages/about',
  '/cart',
  '/saved',
  '/nowhere',
]

const name = missing === undefined ? 'pages' : `pages (skipped: ${missing})`

describe.skipIf(missing !== undefined)(name, () => {
  let shop: Shop
  let browser: Browser
  beforeAll(async () => {
    shop = await openShop()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.stop()
  })

  const checked = async (page: Page) => ({
    path: page.url(),
    overflow: await overflow(page),
    axe: await violations(page),
  })
  const clean = (page: Page) => ({ path: page.url(), overflow: 0, axe: [] })

  it.each([
    ['desktop', { viewport: DESKTOP }],
    ['phone', { viewport: PHONE }],
    ['narrow and dark', { viewport: NARROW, colorScheme: 'dark' as const }],
  ])('are accessible, fit and start all of their scripts: %s', async (_, options) => {
    const { page, complaints, leave } = await visitor(browser, shop.url, options)
    for (const path of PAGES) {
      await page.goto(path)
      await hydrated(page)
      expect(await checked(page)).toEqual(clean(page))
    }
    expect(complaints).toEqual([])
    await leave()
  })

  it.each([
    ['phone', { viewport: PHONE }],
    ['narrow and dark', { viewport: NARROW, colorScheme: 'dark' as const }],
  ])('of the checkout are accessible and fit, with mistakes too: %s', async (_, options) => {
    const { page, complaints, leave } = await visitor(browser, shop.url, { ...options, javaScriptEnabled: true })
    await page.goto('/products/bee-suit')
    await hydrated(page)
    await page.getByRole('button', { name: 'Put into cart' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'View cart' }).click()
    await page.waitForURL(/\/cart$/)
    expect(await checked(page)).toEqual(clean(page))
    await page.goto('/checkout')
    expect(await checked(page)).toEqual(clean(page))
    await page.getByRole('button', { name: 'Go on to delivery' }).click()
    await page.locator('.error-summary').waitFor()
    expect(await checked(page)).toEqual(clean(page))
    await fillContact(page)
    expect(await checked(page)).toEqual(clean(page))
    await page.getByRole('button', { name: 'Go on to payment' }).click()
    await page.waitForURL(/payment/)
    expect(await checked(page)).toEqual(clean(page))
    expect(complaints).toEqual([])
    await leave()
  })

  it.each([
    ['ul', /hive/i],
    ['медогонка', /extractor/i],
    ['bijenkast', /hive/i],
    ['węza', /foundation/i],
  ])('the search finds %s', async (q, found) => {
    const { page, leave } = await visitor(browser, shop.url)
    await page.goto(`/search?q=${encodeURIComponent(q)}`)
    expect((await page.locator('.card-title').allTextContents()).join('\n')).toMatch(found)
    await leave()
  })

  it('suggestions come while somebody types and are walked through by keys', async () => {
    const { page, leave } = await visitor(browser, shop.url)
    await page.goto('/')
    await page.getByRole('searchbox').focus()
    await hydrated(page)
    await page.getByRole('searchbox').pressSequentially('smok')
    await page.locator('.suggestions a').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/products\/smoker/)
    await leave()
  })

  it('facets filter without a script, show what is chosen and let it go', async () => {
    const { page, leave } = await visitor(browser, shop.url, { javaScriptEnabled: false })
    await page.goto('/collections/hives')
    const all = await page.locator('.card').count()
    await page
      .getByRole('checkbox', { name: /Polystyrene/ })
      .first()
      .check()
    await page.getByRole('button', { name: 'Show products' }).click()
    await page.getByRole('link', { name: 'Remove filter Polystyrene' }).waitFor()
    const few = await page.locator('.card').count()
    expect(few).toBeGreaterThan(0)
    expect(few).toBeLessThan(all)
    expect(await page.getByRole('status').textContent()).toBe(`${few} products`)
    await page.getByRole('link', { name: 'Remove filter Polystyrene' }).click()
    await page.waitForURL(/\/collections\/hives$/)
    expect(await page.locator('.card').count()).toBe(all)
    await leave()
  })

  it('language and market are chosen apart, and the page stays', async () => {
    const { page, leave } = await visitor(browser, shop.url, { javaScriptEnabled: false })
    await page.goto('/products/smoker?variant=x&utm_source=mail')
    await page.locator('.place summary').click()
    await page.getByLabel('Deliver to').selectOption('pl')
    await page.locator('select[name=language]').selectOption('uk')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForURL(/\/uk\/products\/smoker/)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/[а-яіїє]/i)
    expect(await page.locator('.buy-box .price').textContent()).toMatch(/PLN|zł|зл/)
    await leave()
  })

  it('a choice that is sold out is shown, says so and cannot be bought', async () => {
    const { page, leave } = await visitor(browser, shop.url)
    await page.goto('/products/wielkopolski-hive?variant=HIV-WLK-FOAM-4')
    await hydrated(page)
    expect(await page.locator('.stock').textContent()).toBe('Sold out')
    await page.getByRole('button', { name: 'Sold out', disabled: true }).waitFor()
    await page.getByRole('radio', { name: /^3 boxes/ }).check()
    await page.getByRole('button', { name: 'Put into cart', disabled: false }).waitFor()
    await leave()
  })

  it.each(['/', '/products/dadant-hive'])(
    'shows a picture where links to %s are shared: a JPEG of 1200 × 630, not the drawing',
    async (path) => {
      const page = await (await fetch(`${shop.url}${path}`)).text()
      const [, address = ''] = /property="og:image" content="([^"]+)"/.exec(page) ?? []
      expect(page).toContain('property="og:image:width" content="1200"')
      const picture = await fetch(address)
      expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/jpeg'])
      expect([...new Uint8Array(await picture.arrayBuffer()).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
    },
  )
})
