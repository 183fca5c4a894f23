import type { CartView, DeliveryOption } from '@vitrine/sdk'
import { timeOf } from '../../shared/time.ts'
import { CheckoutStep } from '../checkout/steps.tsx'
import type { FormError } from '../parts/error-summary.tsx'
import { Notice } from '../parts/notice.tsx'
import type { Visit } from '../visit.ts'

/** A place of ours where goods can be fetched. */
export interface PickupPlace {
  readonly id: string
  readonly name: string
  readonly note: string | null
}

interface CheckoutDeliveryProps {
  readonly visit: Visit
  readonly cart: CartView
  readonly options: readonly DeliveryOption[]
  readonly places: ReadonlyMap<string, PickupPlace>
  /** Time zones of the places. */
  readonly zones: ReadonlyMap<string, string>
  readonly errors: readonly FormError[]
}

export function CheckoutDeliveryPage({ visit, cart, options, places, zones, errors }: CheckoutDeliveryProps) {
  const { t, to } = visit
  return (
    <CheckoutStep visit={visit} cart={cart} step={1} errors={errors}>
      {options.length === 0 ? (
        <Notice kind="alert">
          <p>{t.checkout.noDelivery}</p>
          <p>{t.checkout.noDeliveryHelp}</p>
        </Notice>
      ) : (
        <form method="post" action={to('/checkout/delivery')} class="checkout-form">
          <fieldset id="delivery" tabIndex={-1}>
            <legend>{t.checkout.delivery}</legend>
            <div class="options">
              {options
                .flatMap((option) => rowsOf(option, places))
                .map((row, index) => (
                  <DeliveryRow
                    key={row.value}
                    visit={visit}
                    row={row}
                    zones={zones}
                    isChosen={isChosen(row, { cart, index })}
                  />
                ))}
            </div>
          </fieldset>
          <button class="button is-primary is-large" type="submit">
            {t.checkout.toPayment}
          </button>
        </form>
      )}
    </CheckoutStep>
  )
}

interface Row {
  readonly value: string
  readonly option: DeliveryOption
  readonly place: PickupPlace | undefined
}

/** A method of pick-up is one choice for each of its places that serve this market. */
function rowsOf(option: DeliveryOption, places: CheckoutDeliveryProps['places']): Row[] {
  if (option.pickupLocationIds.length === 0) return [{ value: option.code, option, place: undefined }]
  return option.pickupLocationIds.flatMap((id) => {
    const place = places.get(id)
    return place === undefined ? [] : [{ value: `${option.code} ${id}`, option, place }]
  })
}

function isChosen(
  { value, option }: Row,
  { cart, index }: { readonly cart: CartView; readonly index: number },
): boolean {
  const { delivery } = cart
  if (delivery === null) return index === 0
  return option.code === delivery.code && (delivery.locationId === null || value.endsWith(delivery.locationId))
}

function DeliveryRow({
  visit,
  row,
  zones,
  isChosen: isIt,
}: {
  readonly visit: Visit
  readonly row: Row
  readonly zones: CheckoutDeliveryProps['zones']
  readonly isChosen: boolean
}) {
  const { t, language } = visit
  const { option, place, value } = row
  const { name, description, price, estimate, freeFrom } = option
  const there = option.places.find(({ locationId }) => value.endsWith(locationId))
  const isShort = (there?.missingLineIds.length ?? 0) > 0
  const readyAt = isShort ? null : (there?.readyAt ?? null)
  return (
    <label class="option-row">
      <input type="radio" name="delivery" value={value} checked={isIt && !isShort} disabled={isShort} required />
      <span class="option-words">
        <strong lang={language}>
          {name}
          {place !== undefined && `: ${place.name}`}
        </strong>
        <small lang={language}>{place?.note ?? description}</small>
        <small>
          {isShort && t.checkout.notAllHere}
          {readyAt !== null && t.checkout.readyBy(timeOf(readyAt, zones.get(there?.locationId ?? '')))}
          {place === undefined && estimate !== null && t.checkout.days(estimate.minDays, estimate.maxDays)}
          {freeFrom !== null && price.amount > 0 && ` · ${t.checkout.freeFrom(freeFrom.formatted)}`}
        </small>
      </span>
      <span class="option-price">{price.amount === 0 ? t.checkout.free : price.formatted}</span>
    </label>
  )
}
