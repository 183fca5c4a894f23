import { type Http, requireOrderOfBuyer, update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { pendingPickups } from './follow.ts'
import { isOpen, pickupsOfOrder } from './reads.ts'
import { storeById, storeRules } from './stores.ts'
import { pickups } from './tables.ts'
import { buyerView } from './view.ts'

const change = update(pickups)

export interface AskedByBuyer {
  readonly id: string
  readonly token: string | undefined
  readonly http: Pick<Http, 'header'>
}

/** For who holds the order's token, and its signed-in customer. Throws `orders.notFound` for everybody else. */
export async function pickupsForBuyer(desk: Desk, asked: AskedByBuyer) {
  const { id, language } = await requireOrderOfBuyer(desk.ctx, asked)
  const [known, rulesOf] = await Promise.all([pickupsOfOrder(desk, id), storeRules(desk)])
  const found = [...known, ...(await pendingPickups(desk, id, known))]
  const items = await Promise.all(
    found.map(async (pickup) => {
      const store = await storeById(desk, pickup.locationId, [language])
      return buyerView(desk, pickup, { store, rules: rulesOf(pickup.locationId) })
    }),
  )
  return { items }
}

/** Somebody else comes for all that is still open. */
export async function nameCollector(desk: Desk, asked: AskedByBuyer, collector: string | null) {
  const { id } = await requireOrderOfBuyer(desk.ctx, asked)
  await desk.db.run('collector', async () => {
    const open = (await pickupsOfOrder(desk, id)).filter(isOpen)
    return {
      statements: open.map(({ id: pickupId, version }) =>
        change(
          { id: pickupId, version },
          { collector, version: version + 1, updatedAt: desk.now() },
          { changes: 1, refuse: () => 'stale' },
        ),
      ),
      result: null,
    }
  })
  return pickupsForBuyer(desk, asked)
}
