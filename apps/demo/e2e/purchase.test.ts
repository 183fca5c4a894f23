import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hydrated, missing, openBrowser, PHONE, type Visitor, violations, visitor } from './browser.ts'
import { chooseDelivery, fillContact, payWithTestCard } from './checkout.ts'
import { openShop, type Shop } from './shop.ts'

const name = missing === undefined ? 'buying' : `buying (skipped: ${missing})`

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

  const asVisitor = async (options: Parameters<typeof visitor>[2], work: (visit: Visitor) => Promise<void>) => {
    const visit = await visitor(browser, shop.url, options)
    try {
      await work(visit)
      expect(visit.complaints).toEqual([])
    } finally {
      await visit.leave()
    }
  }

  it('works with a script: choice, drawer, decline, then an order', () =>
    asVisitor({}, async ({ page }) => {
      await page.goto('/products/bee-suit')
      await hydrated(page)
      await page.getByRole('radio', { name: 'M', exact: true }).check()
      await page.getByRole('radio', { name: /^Sand/ }).check()
      expect(page.url()).toMatch(/variant=.*SAND.*M|variant=.*M.*SAND/)
      await page.getByRole('button', { name: 'Put into cart' }).click()
      const drawer = page.getByRole('dialog', { name: 'Your cart' })
      await drawer.getByText('Added to your cart').waitFor()
      expect(await violations(page)).toEqual([])
      await drawer.getByRole('button', { name: /^One more/ }).click()
      await page.waitForFunction(() => document.querySelector('.cart-count')?.textContent === '2')
      await drawer.getByRole('link', { name: 'Checkout' }).click()
      await fillContact(page)
      await chooseDelivery(page, /Courier/)
      await payWithTestCard(page, 'sandbox_decline')
      const summary = page.locator('.error-summary')
      await summary.getByText(/declined/).waitFor()
      expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
      await payWithTestCard(page, 'sandbox_ok')
      await page.getByRole('heading', { name: 'Thank you. We have your order.' }).waitFor()
      expect(await page.locator('.timeline').textContent()).toContain('Paid')
      expect(await page.getByRole('link', { name: 'Cart, empty' }).count()).toBe(1)
      expect(await violations(page)).toEqual([])
    }))

  it('works without a script on a phone, and waits for a bank that answers late', () =>
    asVisitor({ javaScriptEnabled: false, viewport: PHONE }, async ({ page }) => {
      await page.goto('/products/bee-suit')
      await page.getByRole('radio', { name: 'L', exact: true }).check()
      await page.getByRole('button', { name: 'Show this choice' }).click()
      await page.waitForURL(/option1=L|option0=L/)
      await page.getByRole('button', { name: 'Put into cart' }).click()
      await page.waitForURL(/\/cart/)
      await page.getByRole('button', { name: /^Remove/ }).click()
      await page.getByText('was removed').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('link', { name: 'Checkout' }).click()
      await page.getByRole('button', { name: 'Go on to delivery' }).click()
      await page.getByRole('link', { name: 'E-mail: Please fill this in.' }).waitFor()
      await fillContact(page)
      await chooseDelivery(page, /Kraków/)
      await payWithTestCard(page, 'sandbox_late')
      await page.getByRole('heading', { name: 'Your payment is being decided' }).waitFor()
      await page.waitForURL(/\/orders\//, { timeout: 50_000 })
      await page.getByText('Collect in the shop: Kraków shop').waitFor()
    }))

  it('a bank transfer stands at once, and the order is for who has its link', () =>
    asVisitor({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto('/products/hive-tool')
      await page.getByRole('button', { name: 'Put into cart' }).click()
      await page.getByRole('link', { name: 'Checkout' }).click()
      await fillContact(page)
      await chooseDelivery(page, /Courier/)
      await page.getByRole('radio', { name: /Bank transfer/ }).check()
      await page.getByRole('button', { name: /Order and pay/ }).click()
      await page.getByText('Please transfer the total').waitFor()
      const order = new URL(page.url()).pathname
      const stranger = await fetch(shop.url + order)
      expect(stranger.status).toBe(404)
    }))
})
