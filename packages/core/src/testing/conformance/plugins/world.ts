import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Commerce, createCommerce } from '../../../commerce.ts'
import type { Fetch, Plugin } from '../../../plugins/index.ts'
import { createTestClock } from '../../clock.ts'
import { seedTestShop } from '../../seeded.ts'
import { instrumented, type Watcher } from './instrument.ts'
import type { AnyFactory, PluginConformanceOptions } from './options.ts'
import { secretsIn } from './secrets.ts'
import { shopLife } from './shop-life.ts'

const SECRET = 'a secret of the tests, long enough'
const OPERATOR = 'operator-of-the-tests'

export interface OpenOptions {
  /** Default the plugin as it is; null opens the shop without it. */
  readonly plugin?: Plugin | null
  readonly watcher?: Watcher
  /** Something is changed before events are delivered and jobs run. */
  readonly before?: (shop: Commerce) => Promise<void>
}

export interface PluginWorld {
  readonly factory: AnyFactory
  readonly options: PluginConformanceOptions
  readonly plugin: Plugin
  /** Texts that nobody may find. */
  readonly secrets: readonly string[]
  /** Opens the shop of this world, or opens it again; what was open before is closed. */
  readonly open: (options?: OpenOptions) => Promise<Commerce>
  /** What happens in any shop, and what the plugin's author added; between its parts everything is settled. */
  readonly live: (shop: Commerce, settle?: () => Promise<void>) => Promise<void>
  /** One request as staff, or as anybody. */
  readonly ask: (shop: Commerce, request: Asked) => Promise<Response>
  /** Begins anew with the shop as it was at first. */
  readonly fresh: () => Promise<void>
  readonly advance: (ms: number) => void
  readonly logged: () => string
  readonly close: () => Promise<void>
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly as?: 'staff' | 'nobody'
}

const refused: Fetch = () => Promise.reject(new TypeError('nobody answers'))

/** A shop with goods and no plugin, made once for each place in time. */
const templates = new Map<number, Promise<string>>()

async function makeTemplate(now: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-conformance-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'shop.db')
  const shop = await createCommerce({
    database: { url: `file:${file}` },
    secret: SECRET,
    log: { level: 'silent' },
    clock: () => now,
  })
  await shop.start()
  await seedTestShop(shop)
  await shop.close()
  return file
}

async function copyOfTemplate(now: number, file: string): Promise<void> {
  const template = templates.get(now) ?? makeTemplate(now)
  templates.set(now, template)
  copyFileSync(await template, file)
}

export async function openPluginWorld(factory: AnyFactory, options: PluginConformanceOptions): Promise<PluginWorld> {
  const { settings = {}, secrets = [], fetch = refused, story } = options
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-plugin-'))
  const clock = createTestClock(options.now)
  const file = join(folder, 'shop.db')
  await copyOfTemplate(clock.now(), file)
  const plugin = factory(settings as never)
  const lines: string[] = []
  let current: Commerce | undefined
  const close = async () => {
    await current?.close()
    current = undefined
  }
  return {
    factory,
    options,
    plugin,
    secrets: [...secrets, ...secretsIn(plugin.definition.config, settings)],
    async open({ plugin: chosen = plugin, watcher, before } = {}) {
      await close()
      const seen = chosen === null || watcher === undefined ? chosen : instrumented(chosen, watcher)
      const shop = (await createCommerce({
        database: { url: `file:${file}` },
        secret: SECRET,
        operatorToken: OPERATOR,
        clock: clock.now,
        fetch,
        log: { level: 'debug', destination: { write: (line) => void lines.push(line) } },
        plugins: seen === null ? [] : [seen],
      })) as Commerce
      current = shop
      await before?.(shop)
      await shop.start()
      return shop
    },
    async live(shop, settle = shop.idle) {
      await shopLife(shop, settle)
      await story?.({ call: shop.call as never, idle: settle, advance: clock.advance })
      await settle()
    },
    async fresh() {
      await close()
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
      await copyOfTemplate(clock.now(), file)
    },
    ask: (shop, asked) => ask(shop, asked),
    advance: clock.advance,
    logged: () => lines.join('\n'),
    async close() {
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ask({ app }: Commerce, { method, path, body, as = 'staff' }: Asked): Promise<Response> {
  const headers = {
    ...(as === 'staff' ? { authorization: `Bearer ${OPERATOR}` } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return app.request(path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
}
