import { type Http, requireOrderOfBuyer } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { pendingPickups } from './follow.ts'
import { isOpen, pickupsOfOrder } from './reads.ts'
import { stepLines } from './step.ts'
import { storeById, storeRules } from './stores.ts'
import { buyerView } from './view.ts'

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
  await desk.db.run('collector', async (commandId) => {
    const open = (await pickupsOfOrder(desk, id)).filter((pickup) => isOpen(pickup) && pickup.collector !== collector)
    const more = { isSomebodyElse: collector !== null }
    return {
      statements: open.flatMap((pickup) =>
        stepLines(desk, { pickup, patch: { collector }, event: events.collectorNamed, more, commandId }),
      ),
      result: null,
    }
  })
  return pickupsForBuyer(desk, asked)
}
