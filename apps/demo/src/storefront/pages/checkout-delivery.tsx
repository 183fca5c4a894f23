import type { CartView } from '@vitrine/sdk'
import { timeOf } from '../../shared/time.ts'
import { EachLine, type WaysOfLine } from '../checkout/each-line.tsx'
import { CheckoutStep } from '../checkout/steps.tsx'
import { chosenByLine, type Way } from '../checkout/ways.ts'
import type { FormError } from '../parts/error-summary.tsx'
import { Notice } from '../parts/notice.tsx'
import type { Visit } from '../visit.ts'

interface CheckoutDeliveryProps {
  readonly visit: Visit
  readonly cart: CartView
  /** For the cart as a whole. */
  readonly ways: readonly Way[]
  /** For each line alone; empty where there is one line only. */
  readonly each: readonly WaysOfLine[]
  /** Time zones of the places. */
  readonly zones: ReadonlyMap<string, string>
  readonly errors: readonly FormError[]
}

export function CheckoutDeliveryPage({ visit, cart, ways, each, zones, errors }: CheckoutDeliveryProps) {
  const { t, to } = visit
  const canGo = ways.length > 0 || (each.length > 1 && each.every((line) => line.ways.length > 0))
  const isMixed = (cart.delivery?.parts.length ?? 0) > 0
  const chosen = isMixed ? undefined : [...chosenByLine(cart).values()][0]
  return (
    <CheckoutStep visit={visit} cart={cart} step={1} errors={errors}>
      {canGo ? (
        <form method="post" action={to('/checkout/delivery')} class="checkout-form">
          <fieldset id="delivery" tabIndex={-1}>
            <legend>{t.checkout.delivery}</legend>
            <div class="options">
              {ways.map((way, index) => (
                <DeliveryRow
                  key={way.value}
                  visit={visit}
                  way={way}
                  zones={zones}
                  isChosen={cart.delivery === null ? index === 0 : way.value === chosen}
                />
              ))}
              {each.length > 1 && (
                <EachLine visit={visit} cart={cart} each={each} zones={zones} isChosen={isMixed || ways.length === 0} />
              )}
            </div>
          </fieldset>
          <button class="button is-primary is-large" type="submit">
            {t.checkout.toPayment}
          </button>
        </form>
      ) : (
        <Notice kind="alert">
          <p>{t.checkout.noDelivery}</p>
          <p>{t.checkout.noDeliveryHelp}</p>
        </Notice>
      )}
    </CheckoutStep>
  )
}

interface DeliveryRowProps extends Pick<CheckoutDeliveryProps, 'visit' | 'zones'> {
  readonly way: Way
  readonly isChosen: boolean
}

function DeliveryRow({ visit, way, zones, isChosen }: DeliveryRowProps) {
  const { t, language } = visit
  const { option, place, value, isShort, readyAt } = way
  const { name, description, price, estimate, freeFrom } = option
  return (
    <label class="option-row">
      <input type="radio" name="delivery" value={value} checked={isChosen && !isShort} disabled={isShort} required />
      <span class="option-words">
        <strong lang={language}>
          {name}
          {place !== undefined && `: ${place.name}`}
        </strong>
        <small lang={language}>{place?.note ?? description}</small>
        <small>
          {isShort && t.checkout.notAllHere}
          {readyAt !== null && t.checkout.readyBy(timeOf(readyAt, zones.get(place?.id ?? '')))}
          {place === undefined && estimate !== null && t.checkout.days(estimate.minDays, estimate.maxDays)}
          {freeFrom !== null && price.amount > 0 && ` · ${t.checkout.freeFrom(freeFrom.formatted)}`}
        </small>
      </span>
      <span class="option-price">{price.amount === 0 ? t.checkout.free : price.formatted}</span>
    </label>
  )
}
