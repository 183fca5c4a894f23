import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Commerce, type CommerceOptions, createCommerce } from '../commerce.ts'
import { serve } from '../http/serve.ts'
import { randomToken } from '../kernel/index.ts'
import type { Plugin } from '../plugins/index.ts'
import { assertInvariants } from './invariants.ts'

export interface TestShop<Plugins extends readonly Plugin[] = readonly []> {
  readonly commerce: Commerce<Plugins>
  readonly folder: string
  /** Bearer token for `/admin` with every right. */
  readonly operatorToken: string
  /** Checks that every invariant holds, closes the shop and removes its folder. */
  close(): Promise<void>
}

/** A whole shop on its own temporary database file, with background work running; not listening. */
export async function openTestShop<const Plugins extends readonly Plugin[] = readonly []>(
  options: Partial<CommerceOptions<Plugins>> = {},
): Promise<TestShop<Plugins>> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-shop-'))
  const operatorToken = randomToken()
  const commerce = await createCommerce<Plugins>({
    database: { url: `file:${join(folder, 'shop.db')}` },
    secret: 'a secret of the tests, long enough',
    log: { level: 'silent' },
    operatorToken,
    ...options,
  })
  await commerce.start()
  const close = async () => {
    await assertInvariants(commerce.core).finally(() => commerce.close())
    rmSync(folder, { recursive: true, force: true })
  }
  return { commerce, folder, operatorToken, close }
}

export interface ServedShop<Plugins extends readonly Plugin[] = readonly []> extends TestShop<Plugins> {
  readonly url: string
}

/** The same, listening on a free port of this machine. */
export async function serveTestShop<const Plugins extends readonly Plugin[] = readonly []>(
  options: Partial<CommerceOptions<Plugins>> = {},
): Promise<ServedShop<Plugins>> {
  const shop = await openTestShop(options)
  const serving = await serve(shop.commerce, { port: 0, handleSignals: false })
  const close = async () => {
    await assertInvariants(shop.commerce.core).finally(() => serving.stop())
    rmSync(shop.folder, { recursive: true, force: true })
  }
  return { ...shop, url: serving.url, close }
}
