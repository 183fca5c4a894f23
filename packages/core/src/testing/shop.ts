import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Commerce, type CommerceOptions, createCommerce } from '../commerce.ts'
import { serve } from '../http/serve.ts'
import { randomToken } from '../kernel/index.ts'
import { assertInvariants } from './invariants.ts'

export interface TestShop {
  readonly commerce: Commerce
  readonly folder: string
  /** Bearer token for `/admin` with every right. */
  readonly operatorToken: string
  /** Checks that every invariant holds, closes the shop and removes its folder. */
  close(): Promise<void>
}

/** A whole shop on its own temporary database file, with background work running; not listening. */
export async function openTestShop(options: Partial<CommerceOptions> = {}): Promise<TestShop> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-shop-'))
  const operatorToken = randomToken()
  const commerce = await createCommerce({
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

export interface ServedShop extends TestShop {
  readonly url: string
}

/** The same, listening on a free port of this machine. */
export async function serveTestShop(options: Partial<CommerceOptions> = {}): Promise<ServedShop> {
  const shop = await openTestShop(options)
  const serving = await serve(shop.commerce, { port: 0, handleSignals: false })
  const close = async () => {
    await assertInvariants(shop.commerce.core).finally(() => serving.stop())
    rmSync(shop.folder, { recursive: true, force: true })
  }
  return { ...shop, url: serving.url, close }
}
