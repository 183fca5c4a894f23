import type { Product } from '@vitrine/sdk'
import type { Visit } from '../visit.ts'

interface SaveFormProps {
  readonly visit: Visit
  readonly product: Pick<Product, 'id' | 'title'>
  /** Takes it out of the list instead. */
  readonly isSaved?: boolean
}

/** Keeps a product for later; it follows the buyer to other devices. */
export function SaveForm({ visit: { t, to }, product, isSaved = false }: SaveFormProps) {
  return (
    <form class="save" method="post" action={to(isSaved ? '/saved/remove' : '/saved')}>
      <input type="hidden" name="product" value={product.id} />
      <button type="submit" class="button is-quiet" aria-label={isSaved ? t.saved.removeOf(product.title) : undefined}>
        {isSaved ? t.saved.remove : t.saved.save}
      </button>
    </form>
  )
}
