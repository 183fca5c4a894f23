import type { CartView } from '@vitrine/sdk'
import type { Visit } from '../visit.ts'
import { pathOf } from './picture.tsx'
import { CartTotals } from './totals.tsx'

/** What is bought and what it costs, beside the steps of the checkout. */
export function OrderSummary({ visit, cart }: { readonly visit: Visit; readonly cart: CartView }) {
  const { t, to, language } = visit
  return (
    <aside class="summary" aria-labelledby="summary">
      <div class="summary-head">
        <h2 id="summary">{t.cart.order}</h2>
        <a href={to('/cart')}>{t.cart.change}</a>
      </div>
      <ul class="summary-lines">
        {cart.lines.map(({ id, title, options, quantity, subtotal, image }) => (
          <li key={id}>
            {image !== null && <img class="picture" src={pathOf(image)} alt="" width="64" height="64" />}
            <span lang={language}>
              {title}
              <small>{[...options.map(({ value }) => value), `× ${quantity}`].join(', ')}</small>
            </span>
            <span>{subtotal.formatted}</span>
          </li>
        ))}
      </ul>
      <CartTotals t={t} cart={cart} />
    </aside>
  )
}
