import type { Page } from 'playwright-core'

const ADA = {
  'E-mail': 'ada@example.com',
  'First name': 'Ada',
  'Last name': 'Vos',
  'Street and house number': 'Lindenstraße 1',
  'Postal code': '10115',
  City: 'Berlin',
}

export async function fillContact(page: Page): Promise<void> {
  for (const [label, value] of Object.entries(ADA)) await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByLabel('Country', { exact: true }).selectOption('DE')
  await page.getByRole('button', { name: 'Go on to delivery' }).click()
  await page.waitForURL(/\/checkout\/delivery/)
}

export async function chooseDelivery(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('radio', { name }).check()
  await page.getByRole('button', { name: 'Go on to payment' }).click()
  await page.waitForURL(/\/checkout\/payment/)
}

export async function payWithTestCard(page: Page, outcome: string): Promise<void> {
  await page.getByRole('radio', { name: /Test card/ }).check()
  await page.getByLabel('What should the test bank say?').selectOption(outcome)
  await page.getByRole('button', { name: /Order and pay/ }).click()
}
