import type { CartView } from '@vitrine/sdk'
import type { ComponentChildren } from 'preact'
import { CheckoutStep } from '../checkout/steps.tsx'
import { AddressLines } from '../parts/address.tsx'
import type { FormError } from '../parts/error-summary.tsx'
import { Notice } from '../parts/notice.tsx'
import type { Visit } from '../visit.ts'

/** A way to pay as the shop offers it. */
export interface Provider {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly isTest: boolean
}

interface CheckoutPaymentProps {
  readonly visit: Visit
  readonly cart: CartView
  readonly providers: readonly Provider[]
  readonly chosen: string | undefined
  readonly errors: readonly FormError[]
}

export function CheckoutPaymentPage(props: CheckoutPaymentProps) {
  const { visit, cart, providers, errors, chosen = providers[0]?.id } = props
  const { t, to, language } = visit
  return (
    <CheckoutStep visit={visit} cart={cart} step={2} errors={errors}>
      <Review {...props} />
      <form method="post" action={to('/checkout/payment')} class="checkout-form">
        <fieldset id="payment" tabIndex={-1}>
          <legend>{t.checkout.payment}</legend>
          <div class="options">
            {providers.map(({ id, name, description, isTest }) => (
              <div key={id} class="option-block">
                <label class="option-row">
                  <input type="radio" name="provider" value={id} checked={id === chosen} required />
                  <span class="option-words" lang={language}>
                    <strong>{name}</strong>
                    <small>{description}</small>
                  </span>
                </label>
                {isTest && <Outcomes visit={visit} />}
              </div>
            ))}
          </div>
        </fieldset>
        <p class="muted">{t.checkout.payLegal}</p>
        <input type="hidden" name="total" value={cart.totals.total.amount} />
        <button class="button is-primary is-large is-block" type="submit">
          {t.checkout.pay} · {cart.totals.total.formatted}
        </button>
      </form>
    </CheckoutStep>
  )
}

/** What the sandbox is told to do, so that every way a payment can go can be seen. */
function Outcomes({ visit }: { readonly visit: Visit }) {
  const { outcomes, testOutcome } = visit.t.checkout
  return (
    <p class="outcomes">
      <label for="token">{testOutcome}</label>
      <select id="token" name="token">
        {Object.entries(outcomes).map(([token, words]) => (
          <option key={token} value={token}>
            {words}
          </option>
        ))}
      </select>
    </p>
  )
}

function Review({ visit, cart }: CheckoutPaymentProps) {
  const { t, to, language } = visit
  const row = (name: string, path: string, content: ComponentChildren) => (
    <div>
      <dt>{name}</dt>
      <dd>{content}</dd>
      <dd class="review-edit">
        <a href={to(path)} aria-label={t.checkout.editOf(name)}>
          {t.checkout.edit}
        </a>
      </dd>
    </div>
  )
  return (
    <section aria-labelledby="review">
      <h2 id="review">{t.checkout.review}</h2>
      {cart.warnings.map(({ code, lineId, message }) => (
        <Notice key={code + (lineId ?? '')} kind="alert">
          <span lang={language}>{message}</span>
        </Notice>
      ))}
      <dl class="review">
        {row(t.checkout.contact, '/checkout', cart.email)}
        {cart.shippingAddress !== null &&
          row(t.checkout.sendTo, '/checkout', <AddressLines address={cart.shippingAddress} />)}
        {cart.delivery !== null &&
          row(t.totals.delivery, '/checkout/delivery', <span lang={language}>{waysIn(cart.delivery)}</span>)}
      </dl>
    </section>
  )
}

const waysIn = ({ name, parts }: NonNullable<CartView['delivery']>) =>
  [name, ...parts.map((part) => part.name)].join(' + ')
