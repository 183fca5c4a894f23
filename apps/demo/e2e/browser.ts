import { accessSync, constants } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why browser tests cannot run here; undefined when they can. */
export const missing: string | undefined = (() => {
  try {
    accessSync(EXECUTABLE, constants.X_OK)
    return undefined
  } catch {
    return `there is no Chromium at ${EXECUTABLE}; set CHROMIUM_PATH`
  }
})()

export const PHONE = { width: 360, height: 780 }
export const DESKTOP = { width: 1280, height: 900 }
export const NARROW = { width: 320, height: 700 }

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGS })
}

export interface Visitor {
  readonly page: Page
  /** What the console complained about, but for answers that are refusals on purpose. */
  readonly complaints: readonly string[]
  leave(): Promise<void>
}

export async function visitor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, reducedMotion: 'reduce', viewport: DESKTOP, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const isRefusal = /status of (402|404|409|410|422)/.test(message.text())
    if (['error', 'warning'].includes(message.type()) && !isRefusal) complaints.push(`${page.url()}: ${message.text()}`)
  })
  return { page, complaints, leave: () => context.close() }
}

/** What axe finds against WCAG 2.2 AA, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>
      }
    }
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations: found } = await tool.run({ runOnly, resultTypes: ['violations'] })
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    )
  })
}

/** How many pixels stick out to the right. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}

/** Waits until every part of the page that has a script of its own was taken over. */
export async function hydrated(page: Page): Promise<void> {
  for (const island of await page.locator('x-island[when=interact]').all()) await island.dispatchEvent('pointerover')
  await page.waitForFunction(() => document.querySelector('x-island:not([data-hydrated])') === null)
}
