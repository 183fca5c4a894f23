import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missing, openBrowser, overflow, PHONE, type Visitor, violations, visitor } from './browser.ts'
import { chooseDelivery, fillContact, payWithTestCard } from './checkout.ts'
import { openShop, type Shop } from './shop.ts'

const name = missing === undefined ? 'collecting' : `collecting (skipped: ${missing})`
const STAFF = { email: 'mila@example.com', password: 'a long enough password' }

describe.skipIf(missing !== undefined)(name, () => {
  let shop: Shop
  let browser: Browser
  beforeAll(async () => {
    shop = await openShop()
    browser = await openBrowser()
    const token = new URL(shop.staffLink).searchParams.get('token')
    const made = await fetch(`${shop.url}/admin/first-staff`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...STAFF, name: 'Mila', token }),
    })
    expect(made.status).toBe(201)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.stop()
  })

  const buy = async ({ page }: Visitor) => {
    await page.goto('/products/hive-tool')
    await page.getByRole('button', { name: 'Put into cart' }).click()
    await page.getByRole('link', { name: 'Checkout' }).click()
    await fillContact(page)
    await page
      .getByText(/Ready by/)
      .first()
      .waitFor()
    await chooseDelivery(page, /Utrecht/)
    await payWithTestCard(page, 'sandbox_ok')
    await page.getByText('We have your order and will get it ready.').waitFor()
    return (await page.locator('.order-number').textContent()) ?? ''
  }

  const sound = async (page: Page) => {
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  }

  /** What somebody without scripts sees is looked at by one who has them, in the same session. */
  const soundFor = async (page: Page, path: string) => {
    const storageState = await page.context().storageState()
    const twin = await visitor(browser, shop.url, { viewport: PHONE, storageState })
    await twin.page.goto(path)
    await sound(twin.page)
    await twin.leave()
  }

  const enterCode = async (page: Page, code: string) => {
    await page.getByLabel('Code of the customer').fill(code)
    await page.getByRole('button', { name: 'Look up' }).click()
  }

  it('goes from the checkout to the desk: picked, told, handed over by code, undone, handed over', async () => {
    const buyer = await visitor(browser, shop.url, { javaScriptEnabled: false })
    const desk = await visitor(browser, shop.url, { viewport: PHONE, javaScriptEnabled: true })
    const number = await buy(buyer)
    const { page } = desk
    await page.goto('/pickup-desk')
    await sound(page)
    await page.getByLabel('E-mail').fill(STAFF.email)
    await page.getByLabel('Password').fill('not this one at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('E-mail').fill(STAFF.email)
    await page.getByLabel('Password').fill(STAFF.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: /Utrecht/ }).click()
    await sound(page)

    await page.getByRole('link', { name: new RegExp(number) }).click()
    await sound(page)
    await page.getByLabel('Barcode or SKU').fill('NO-SUCH-THING')
    await page.getByRole('button', { name: 'Picked' }).click()
    await page.getByText('What was scanned is not on this pick list').waitFor()
    await page.getByRole('button', { name: /^\+1/ }).click()
    await page.getByRole('button', { name: 'It is ready: tell the customer' }).click()
    await page.getByText('The customer got the message').waitFor()
    await sound(page)

    await buyer.page.getByLabel('Somebody else collects it? Their name:').fill('Bo Lind')
    await buyer.page.getByRole('button', { name: 'Save' }).click()
    const code = (await buyer.page.locator('.pickup-code strong').textContent()) ?? ''
    expect(code).toMatch(/^[A-Z3479]{3} [A-Z3479]{3}$/)

    await page.goto('/pickup-desk/krakow')
    await enterCode(page, code)
    await page.getByText('The goods wait in another store').waitFor()
    await page.goto('/pickup-desk/utrecht')
    await enterCode(page, 'AAA AAA')
    await page.getByText('No pickup has this code').waitFor()
    await enterCode(page, code.toLowerCase())
    expect(await page.getByLabel('Who takes it, when it is not the buyer').inputValue()).toBe('Bo Lind')
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('Handed over. Thank the customer.').waitFor()
    await sound(page)
    await page.goto('/pickup-desk/utrecht')
    await enterCode(page, code)
    await page.getByText('The goods were handed over already').waitFor()

    await page.getByRole('link', { name: new RegExp(number) }).click()
    await page.getByLabel('What happened?').fill('wrong bag')
    await page.getByRole('button', { name: 'Undo, it was a mistake' }).click()
    await page.getByText('Undone: the goods wait again').waitFor()
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('Handed over. Thank the customer.').waitFor()
    await buyer.page.reload()
    await buyer.page.getByText('You have it. Thank you.').waitFor()
    expect(desk.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([])
    await Promise.all([buyer.leave(), desk.leave()])
  })

  it('takes what is not on the shelf off the list and off the stock in one step, and pays it back', async () => {
    const buyer = await visitor(browser, shop.url, { javaScriptEnabled: false })
    const desk = await visitor(browser, shop.url, { viewport: PHONE })
    const number = await buy(buyer)
    const { page } = desk
    await page.goto('/pickup-desk/utrecht')
    await page.getByLabel('E-mail').fill(STAFF.email)
    await page.getByLabel('Password').fill(STAFF.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: new RegExp(number) }).click()
    await page.getByText('Not on the shelf').click()
    await page.getByLabel('What is wrong?').selectOption('not_found')
    await sound(page)
    await page.getByRole('button', { name: 'Take it off the list' }).click()
    await page.getByText('Noted, and the stock is right.').waitFor()
    await page.getByText('cancelled', { exact: true }).waitFor()
    await buyer.page.reload()
    await buyer.page.getByText('This part was cancelled.').waitFor()
    await Promise.all([buyer.leave(), desk.leave()])
  })

  it('sends a part of an order and has the other collected, chosen without a script', async () => {
    const { page, complaints, leave } = await visitor(browser, shop.url, { javaScriptEnabled: false, viewport: PHONE })
    await page.goto('/products/hive-tool')
    await page.getByRole('button', { name: 'Put into cart' }).click()
    await page.goto('/products/linden-honey')
    await page.getByRole('button', { name: 'Put into cart' }).click()
    await page.getByText('Collect in a shop').waitFor()
    await page
      .getByText(/ready by/i)
      .first()
      .waitFor()
    await soundFor(page, '/cart')
    await page.getByRole('link', { name: 'Checkout' }).click()
    await fillContact(page)
    await page.getByRole('radio', { name: /Each thing its own way/ }).check()
    const utrecht = await page
      .getByLabel(/× Hive tool/)
      .locator('option', { hasText: 'Utrecht' })
      .getAttribute('value')
    await page.getByLabel(/× Hive tool/).selectOption(utrecht)
    await page.getByLabel(/× Linden honey/).selectOption('courier')
    await page.getByRole('button', { name: 'Go on to payment' }).click()
    await page.getByText('Courier to your door + Collect in the shop').waitFor()
    await soundFor(page, '/checkout/delivery')
    await page.getByRole('link', { name: 'Change Delivery' }).click()
    expect(await page.getByRole('radio', { name: /Each thing its own way/ }).isChecked()).toBe(true)
    expect(await page.getByLabel(/× Hive tool/).inputValue()).toBe(utrecht)
    await page.getByRole('button', { name: 'Go on to payment' }).click()
    await payWithTestCard(page, 'sandbox_ok')
    const waiting = page.locator('.pickup')
    await waiting.getByText('Utrecht shop').waitFor()
    expect(await waiting.getByRole('listitem').allTextContents()).toEqual(['1 × Hive tool'])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await leave()
  })

  it('shows the desk to nobody else', async () => {
    for (const path of ['/pickup-desk', '/pickup-desk/utrecht', '/pickup-desk/utrecht/pickups/pku_x']) {
      const answer = await fetch(shop.url + path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(await answer.text()).not.toContain('Order')
    }
  })
})
