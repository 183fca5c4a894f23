import type { CartView } from '@vitrine/sdk'
import { Document } from '../layout/document.tsx'
import { CartLines } from '../parts/cart-lines.tsx'
import { Notice } from '../parts/notice.tsx'
import { type Removed, Undo } from '../parts/undo.tsx'
import type { Collectable } from '../promises.ts'
import type { Visit } from '../visit.ts'

export interface CartState {
  readonly visit: Visit
  readonly cart: CartView | null
  readonly removed: Removed | undefined
  /** What the shop refused a moment ago, in words. */
  readonly alert: string | undefined
  readonly wasAdded?: boolean
  /** Where all of it can be collected; the page shows it, the drawer has no room. */
  readonly collectable?: readonly Collectable[]
}

export function CartPage(state: CartState) {
  const { visit, cart } = state
  const { t } = visit
  return (
    <Document visit={visit} head={{ title: t.cart.title }}>
      <div class="wrap cart-page">
        <h1>{t.cart.title}</h1>
        <CartNotices {...state} back="page" />
        {cart === null || cart.lines.length === 0 ? (
          <EmptyCart visit={visit} />
        ) : (
          <div class="cart-columns">
            <CartLines visit={visit} cart={cart} back="page" />
            <div>
              <CartSum visit={visit} cart={cart} />
              <CollectPanel visit={visit} places={state.collectable ?? []} />
            </div>
          </div>
        )}
      </div>
    </Document>
  )
}

function CartNotices({ visit, cart, removed, alert, back }: CartState & { readonly back: 'page' | 'drawer' }) {
  const general = cart?.warnings.filter(({ lineId }) => lineId === null) ?? []
  return (
    <>
      {alert !== undefined && <Notice kind="alert">{alert}</Notice>}
      {removed !== undefined && <Undo visit={visit} removed={removed} back={back} />}
      {general.map(({ code, message }) => (
        <Notice key={code}>
          <span lang={visit.language}>{message}</span>
        </Notice>
      ))}
    </>
  )
}

function EmptyCart({ visit }: { readonly visit: Visit }) {
  const { t, to } = visit
  return (
    <div class="empty">
      <p class="empty-title">{t.cart.empty}</p>
      <p>{t.cart.emptyHelp}</p>
      <a class="button is-primary" href={to('/collections/all')}>
        {t.cart.browse}
      </a>
    </div>
  )
}

function CartSum({ visit, cart }: { readonly visit: Visit; readonly cart: CartView }) {
  const { t, to } = visit
  return (
    <div class="cart-sum">
      <dl class="totals">
        <div class="totals-total">
          <dt>{t.cart.subtotal}</dt>
          <dd>{cart.totals.subtotal.formatted}</dd>
        </div>
      </dl>
      <p class="muted">{t.cart.deliveryLater}</p>
      <a class="button is-primary is-large is-block" href={to('/checkout')}>
        {t.cart.toCheckout}
      </a>
    </div>
  )
}

interface CollectPanelProps {
  readonly visit: Visit
  readonly places: readonly Collectable[]
}

/** Where all of the cart can be collected, and by when. */
function CollectPanel({ visit: { t, language }, places }: CollectPanelProps) {
  if (places.length === 0) return null
  return (
    <section class="where" aria-labelledby="collect">
      <h2 id="collect">{t.cart.collect}</h2>
      <ul>
        {places.map(({ id, name, readyBy }) => (
          <li key={id} class={readyBy === null ? 'is-none' : 'is-in_stock'}>
            <span lang={language}>{name}</span>
            <span class="band">{readyBy === null ? t.cart.notAllThere : t.product.readyBy(readyBy)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The cart beside a page: what a script puts into the dialog. */
export function CartDrawer(state: CartState) {
  const { visit, cart, wasAdded = false } = state
  const { t, to } = visit
  const hasLines = cart !== null && cart.lines.length > 0
  return (
    <div class="drawer-content">
      <CartNotices {...state} back="drawer" />
      {wasAdded && state.alert === undefined && <Notice>{t.cart.added}</Notice>}
      {hasLines ? (
        <>
          <CartLines visit={visit} cart={cart} back="drawer" />
          <CartSum visit={visit} cart={cart} />
          <a class="button is-quiet is-block" href={to('/cart')}>
            {t.cart.view}
          </a>
        </>
      ) : (
        <EmptyCart visit={visit} />
      )}
    </div>
  )
}
