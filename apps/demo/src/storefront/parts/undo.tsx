import type { Visit } from '../visit.ts'
import { Notice } from './notice.tsx'

/** What was taken out a moment ago: enough to put it back. */
export interface Removed {
  readonly sku: string
  readonly title: string
  readonly quantity: number
}

export function Undo({
  visit,
  removed,
  back,
}: {
  readonly visit: Visit
  readonly removed: Removed
  readonly back: 'page' | 'drawer'
}) {
  const { t, to } = visit
  return (
    <Notice>
      <form method="post" action={to('/cart/lines')} data-cart="" class="undo">
        <input type="hidden" name="sku" value={removed.sku} />
        <input type="hidden" name="quantity" value={removed.quantity} />
        <input type="hidden" name="back" value={back} />
        <span>{t.cart.removed(removed.title)}</span>
        <button type="submit" class="link-button">
          {t.cart.undo}
        </button>
      </form>
    </Notice>
  )
}
