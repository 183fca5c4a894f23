import type { CartLine, CartView } from '@vitrine/sdk'
import { Icon } from '../layout/icon.tsx'
import type { Visit } from '../visit.ts'
import { pathOf } from './picture.tsx'

interface CartLinesProps {
  readonly visit: Visit
  readonly cart: CartView
  /** Where forms lead back to: the page, or the drawer. */
  readonly back: 'page' | 'drawer'
}

/** The lines of the cart, each with what is to be known about it in words, its quantity and a way out. */
export function CartLines(props: CartLinesProps) {
  return (
    <ul class="cart-lines">
      {props.cart.lines.map((line) => (
        <Line key={line.id} {...props} line={line} />
      ))}
    </ul>
  )
}

type LineProps = CartLinesProps & { readonly line: CartLine }

function Line(props: LineProps) {
  const { visit, cart, line } = props
  const { t, to, language } = visit
  const warnings = cart.warnings.filter(({ lineId }) => lineId === line.id)
  const choice = line.options.map(({ value }) => value).join(', ')
  return (
    <li class="cart-line" id={line.id}>
      {line.image === null ? (
        <span class="picture no-picture" />
      ) : (
        <img class="picture" src={pathOf(line.image)} alt="" width="120" height="120" loading="lazy" />
      )}
      <div class="cart-line-words">
        <p class="cart-line-title" lang={language}>
          {line.handle === null ? (
            line.title
          ) : (
            <a href={to(`/products/${line.handle}?variant=${encodeURIComponent(line.sku ?? '')}`)}>{line.title}</a>
          )}
        </p>
        {choice !== '' && (
          <p class="muted" lang={language}>
            {choice}
          </p>
        )}
        {line.unitPrice !== null && (
          <p class="muted">
            {line.unitPrice.formatted} {t.cart.each}
          </p>
        )}
        {warnings.map(({ code, message }) => (
          <p key={code} class="warning" role="status" lang={language}>
            <Icon name="warning" />
            <span>{message}</span>
          </p>
        ))}
        <LineForms {...props} />
      </div>
      <p class="cart-line-total">{line.subtotal.formatted}</p>
    </li>
  )
}

function LineForms({ visit, line, back }: LineProps) {
  const { t, to } = visit
  const action = to(`/cart/lines/${line.id}`)
  const step = (by: number, label: string) => (
    <button
      type="submit"
      name="set"
      value={line.quantity + by}
      aria-label={label}
      disabled={line.quantity + by < 1}
      formNoValidate
    >
      {by < 0 ? '−' : '+'}
    </button>
  )
  return (
    <div class="cart-line-forms">
      <form method="post" action={action} data-cart="" class="stepper">
        <input type="hidden" name="back" value={back} />
        <button type="submit" class="visually-hidden" name="update" value="1" tabIndex={-1}>
          {t.cart.update}
        </button>
        {step(-1, t.cart.fewer(line.title))}
        <input
          type="number"
          name="quantity"
          value={line.quantity}
          min={1}
          max={999}
          inputMode="numeric"
          required
          aria-label={t.cart.quantityOf(line.title)}
        />
        {step(1, t.cart.more(line.title))}
      </form>
      <form method="post" action={action} data-cart="">
        <input type="hidden" name="back" value={back} />
        <button type="submit" class="link-button" name="remove" value="1" aria-label={t.cart.removeOf(line.title)}>
          {t.cart.remove}
        </button>
      </form>
    </div>
  )
}
