import type { Messages } from '../../shared/messages/en.ts'
import { Price } from '../parts/price.tsx'
import { AvailabilityPanel, type Promised } from './availability-panel.tsx'
import { type Chosen, fieldOf, reachOf, type Variant } from './choice.ts'

export interface BuyVariant extends Chosen, Pick<Variant, 'price' | 'compareAt' | 'lowest30' | 'availability'> {
  readonly unitPrice: string | null
  /** Address and words of its picture. */
  readonly picture: { readonly src: string; readonly alt: string } | null
  readonly promised: Promised | null
}

/** All that the box shows, so that a script can take it over. */
export interface BuyBoxData {
  readonly title: string
  readonly language: string
  /** Where the form goes, and the page that shows a choice. */
  readonly addTo: string
  readonly page: string
  readonly options: readonly {
    readonly name: string
    readonly values: readonly { readonly value: string; readonly swatch: string | null }[]
  }[]
  readonly variants: readonly BuyVariant[]
  readonly taxIncluded: boolean
}

interface BuyBoxProps {
  readonly t: Messages
  readonly data: BuyBoxData
  readonly selected: BuyVariant
  readonly isBusy?: boolean
  readonly onChoose?: (at: number, value: string) => void
  readonly onAdd?: (form: HTMLFormElement) => void
}

/** Price, choices, quantity and stock of one product: a form that works by itself. */
export function BuyBox({ t, data, selected, isBusy = false, onChoose, onAdd }: BuyBoxProps) {
  const { price, compareAt, lowest30, unitPrice, availability, available } = selected
  const submit = (event: SubmitEvent) => {
    if ((event.submitter as HTMLButtonElement | null)?.name === 'show') return
    event.preventDefault()
    onAdd?.(event.currentTarget as HTMLFormElement)
  }
  return (
    <form class="buy-box" method="post" action={data.addTo} {...(onAdd && { onSubmit: submit })}>
      <input type="hidden" name="page" value={data.page} />
      <input type="hidden" name="title" value={data.title} />
      <Price {...{ t, price, compareAt, lowest30 }} />
      <p class="price-notes">
        {unitPrice !== null && <span>{unitPrice} · </span>}
        {data.taxIncluded ? t.product.taxIncluded : t.product.taxExcluded}
      </p>
      {data.options.length === 0 && <input type="hidden" name="sku" value={selected.sku} />}
      {data.options.map((_, at) => (
        <OptionGroup key={fieldOf(at)} {...{ t, data, selected, at, onChoose }} />
      ))}
      {data.options.length > 0 && onAdd === undefined && (
        <button
          class="button is-quiet"
          type="submit"
          name="show"
          value="1"
          formMethod="get"
          formAction={data.page}
          formNoValidate
        >
          {t.product.choose}
        </button>
      )}
      <p class={`stock is-${availability}`}>{t.product.availability[availability]}</p>
      <div class="buy-row">
        <label class="quantity">
          <span class="visually-hidden">{t.product.quantity}</span>
          <input type="number" name="quantity" min={1} max={99} value={1} inputMode="numeric" required />
        </label>
        <button
          class="button is-primary is-large"
          type="submit"
          disabled={onAdd !== undefined && (!available || isBusy)}
        >
          {available ? (isBusy ? t.product.adding : t.product.add) : t.product.soldOut}
        </button>
      </div>
      {selected.promised !== null && <AvailabilityPanel t={t} promised={selected.promised} language={data.language} />}
    </form>
  )
}

interface OptionGroupProps extends Pick<BuyBoxProps, 't' | 'data' | 'selected'> {
  readonly at: number
  readonly onChoose: BuyBoxProps['onChoose']
}

/** One option as radio buttons; what is sold out stays to be seen, and says so. */
function OptionGroup({ t, data, selected, at, onChoose }: OptionGroupProps) {
  const option = data.options[at]
  if (option === undefined) return null
  return (
    <fieldset class="option">
      <legend lang={data.language}>
        {option.name}: <span class="option-value">{selected.choice[at]}</span>
      </legend>
      <div class="option-values" lang={data.language}>
        {option.values.map(({ value, swatch }) => {
          const reach = reachOf(data.variants, { from: selected.choice, at, value })
          const note =
            reach === 'none' ? t.product.notIn(value) : reach === 'not-made' ? t.product.notMade(value) : null
          return (
            <label key={value} class={`choice is-${reach}`}>
              <input
                type="radio"
                name={fieldOf(at)}
                value={value}
                checked={selected.choice[at] === value}
                {...(note === null ? {} : { 'aria-label': note })}
                {...(onChoose && { onChange: () => onChoose(at, value) })}
              />
              {swatch !== null && (
                <svg class="dot" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
                  <circle cx="9" cy="9" r="8" fill={swatch} stroke="currentColor" stroke-opacity="0.4" />
                </svg>
              )}
              <span>{value}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
