import type { CartView } from '@vitrine/sdk'
import type { Messages } from '../../shared/messages/en.ts'

interface Row {
  readonly name: string
  readonly value: string
}

/** Goods, delivery, reductions, tax and what is to be paid. */
export function Totals({
  t,
  rows,
  tax,
  total,
}: {
  readonly t: Messages
  readonly rows: readonly Row[]
  readonly tax: string | null
  readonly total: string
}) {
  return (
    <dl class="totals">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div class="totals-total">
        <dt>
          {t.totals.total}
          {tax !== null && <small>{t.totals.taxIncluded(tax)}</small>}
        </dt>
        <dd>{total}</dd>
      </div>
    </dl>
  )
}

export function CartTotals({ t, cart }: { readonly t: Messages; readonly cart: CartView }) {
  const { subtotal, adjustment, delivery, tax, total, pricesIncludeTax } = cart.totals
  const rows = [
    { name: t.totals.goods, value: subtotal.formatted },
    ...(adjustment.amount === 0 ? [] : [{ name: t.totals.discount, value: adjustment.formatted }]),
    ...(cart.delivery === null
      ? []
      : [{ name: t.totals.delivery, value: delivery.amount === 0 ? t.totals.free : delivery.formatted }]),
    ...(pricesIncludeTax ? [] : [{ name: t.totals.tax, value: tax.formatted }]),
  ]
  return <Totals t={t} rows={rows} tax={pricesIncludeTax ? tax.formatted : null} total={total.formatted} />
}
