import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDispatcher } from '../../../packages/core/src/events/index.ts'
import { createDatabase, openLocalEngine, systemContext } from '../../../packages/core/src/kernel/index.ts'
import { resolveStore } from '../../../packages/core/src/markets/index.ts'
import { createDraft } from '../../../packages/core/src/orders/drafts.ts'
import { choosePayment } from '../../../packages/core/src/payments/index.ts'
import type { Action } from '../actions.ts'
import { ADDRESS, act } from '../fixtures/act.ts'
import { services } from '../fixtures/services.ts'
import { openRooms, openWorld, type World } from '../fixtures/world.ts'
import { type Gate, gateOf } from './gate.ts'

/** A world at whose database calls wait. Events are delivered when `settle` is called and at no other time. */
export interface Stage extends World {
  readonly gate: Gate
  readonly draft: string
}

/** Two orders, a draft, transfers and carts that want the same goods; one hold is over already. */
const SCENE: readonly Action[] = [
  { do: 'put', cart: 'cart C', sku: 'frame', quantity: 1 },
  { do: 'deliver', cart: 'cart C' },
  { do: 'wait', minutes: 16 },
  { do: 'put', cart: 'cart A', sku: 'frame', quantity: 2 },
  { do: 'put', cart: 'cart A', sku: 'veil', quantity: 2 },
  { do: 'deliver', cart: 'cart A' },
  { do: 'buy', cart: 'cart A', isPaid: false },
  { do: 'ship', order: 0, work: 0, part: { line: 0, quantity: 1 } },
  { do: 'capture', order: 0, amount: 1_000 },
  { do: 'put', cart: 'cart A', sku: 'frame', quantity: 1 },
  { do: 'deliver', cart: 'cart A' },
  { do: 'buy', cart: 'cart A', isPaid: true },
  { do: 'put', cart: 'cart A', sku: 'frame', quantity: 3 },
  { do: 'deliver', cart: 'cart A' },
  { do: 'put', cart: 'cart B', sku: 'frame', quantity: 2 },
  { do: 'put', cart: 'cart B', sku: 'veil', quantity: 1 },
  { do: 'deliver', cart: 'cart B' },
  { do: 'transfer', sku: 'frame', route: ['north', 'south'], quantity: 1, isSent: false },
  { do: 'transfer', sku: 'frame', route: ['south', 'north'], quantity: 2, isSent: true },
  { do: 'damage', sku: 'frame', place: 'south', quantity: 1 },
]

export interface Theatre {
  /** The scene, as if nothing had happened yet. */
  open(): Promise<Stage>
  close(): void
}

/** Sets the scene once; every race plays on a copy. */
export async function openTheatre(): Promise<Theatre> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-races-'))
  const file = join(folder, 'scene.db')
  const made = await openWorld()
  for (const action of SCENE) {
    const outcome = await act(made, services, action)
    if (outcome !== 'done') throw new Error(`the scene cannot be set: ${JSON.stringify(action)} ${outcome}`)
    if (action.do === 'buy') made.carts.delete(action.cart)
  }
  await choose(made, 'cart A', 'manual')
  await choose(made, 'cart B', 'sandbox')
  const { id: draft } = await createDraft(made.ctx(), {
    ...{ lines: [{ sku: 'frame', quantity: 2 }], email: 'ada@example.com' },
    ...{ shippingAddress: ADDRESS, delivery: { code: 'courier' } },
  })
  await made.app.db.copyTo(file)
  // New ids come after those of the scene.
  const now = made.clock.now() + 1
  await made.close()
  let count = 0
  const open = async (): Promise<Stage> => {
    const own = join(folder, `${count++}.db`)
    copyFileSync(file, own)
    const test = await openRooms({ database: createDatabase(openLocalEngine(own)), now, isBroken: true })
    const gate = gateOf(test.app.db)
    const app = { ...test.app, db: gate.db }
    const store = await resolveStore(systemContext(app), {})
    return {
      ...made,
      ...test,
      ...{ app, gate, draft },
      ...{ carts: new Map(made.carts), orders: [...made.orders], transfers: [...made.transfers] },
      ctx: () => systemContext(app),
      store: () => ({ ...store, request: { id: app.newId('req') } }),
      async settle() {
        const dispatcher = await startDispatcher(test.app)
        await dispatcher.idle()
        await dispatcher.stop()
      },
      async close() {
        await test.close()
        for (const end of ['', '-wal', '-shm']) rmSync(`${own}${end}`, { force: true })
      },
    }
  }
  return { open, close: () => rmSync(folder, { recursive: true, force: true }) }
}

async function choose(world: World, cart: string, provider: 'manual' | 'sandbox'): Promise<void> {
  const input = provider === 'manual' ? { provider } : { provider, data: { token: 'sandbox_ok' } }
  await choosePayment(world.ctx(), { cartId: world.carts.get(cart) ?? '', input })
}
