import type { ProductCard } from '@vitrine/sdk'
import type { Messages } from '../../shared/messages/en.ts'

type Money = NonNullable<ProductCard['price']>

interface PriceProps {
  readonly t: Messages
  readonly price: Money | null
  readonly compareAt: Money | null
  readonly lowest30: Money | null
  readonly varies?: boolean
}

/** A price; a reduced one with what it was and the lowest of the last 30 days (Directive 98/6/EC, article 6a). */
export function Price({ t, price, compareAt, lowest30, varies = false }: PriceProps) {
  if (price === null) return <p class="price">{t.product.notPriced}</p>
  if (compareAt === null)
    return (
      <p class="price">
        {varies && <span class="price-from">{t.product.from} </span>}
        <span class="price-now">{price.formatted}</span>
      </p>
    )
  return (
    <div class="price is-reduced">
      <p>
        <span class="visually-hidden">{t.product.now} </span>
        {varies && <span class="price-from">{t.product.from} </span>}
        <ins class="price-now">{price.formatted}</ins> <span class="visually-hidden">{t.product.was} </span>
        <del>{compareAt.formatted}</del>
      </p>
      {lowest30 !== null && <p class="price-lowest">{t.product.lowest30(lowest30.formatted)}</p>}
    </div>
  )
}
