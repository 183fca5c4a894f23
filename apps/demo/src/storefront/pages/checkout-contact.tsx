import type { CartView } from '@vitrine/sdk'
import { type ContactValues, FIELDS, type FieldName } from '../checkout/contact-form.ts'
import { CheckoutStep } from '../checkout/steps.tsx'
import { countryName } from '../parts/address.tsx'
import type { FormError } from '../parts/error-summary.tsx'
import { Field } from '../parts/field.tsx'
import type { Visit } from '../visit.ts'

interface CheckoutContactProps {
  readonly visit: Visit
  readonly cart: CartView
  readonly values: ContactValues
  readonly errors: readonly FormError[]
}

export function CheckoutContactPage(props: CheckoutContactProps) {
  const { visit, cart, values, errors } = props
  const { t, to } = visit
  const field = (
    name: FieldName,
    more: { readonly help?: string; readonly wide?: boolean; readonly type?: 'email' | 'tel' } = {},
  ) => {
    const { autocomplete, isRequired, most } = FIELDS[name]
    const input = { autocomplete, required: isRequired, maxLength: most, ...more }
    return <Field name={name} label={t.checkout[name]} value={values[name]} errors={errors} {...input} />
  }
  return (
    <CheckoutStep visit={visit} cart={cart} step={0} errors={errors}>
      <form method="post" action={to('/checkout')} class="checkout-form" noValidate>
        <p class="muted">{t.checkout.guest}</p>
        <fieldset>
          <legend>{t.checkout.contact}</legend>
          <div class="fields">{field('email', { help: t.checkout.emailHelp, wide: true, type: 'email' })}</div>
        </fieldset>
        <fieldset>
          <legend>{t.checkout.address}</legend>
          <div class="fields">
            {field('firstName')}
            {field('lastName')}
            {field('company', { wide: true })}
            {field('line1', { wide: true })}
            {field('line2', { wide: true })}
            {field('postalCode')}
            {field('city')}
            <CountryField {...props} />
            {field('phone', { help: t.checkout.phoneHelp, type: 'tel', wide: true })}
            <div class="field is-wide">
              <label for="note">{t.checkout.note}</label>
              <textarea id="note" name="note" rows={2} maxLength={FIELDS.note.most}>
                {values.note}
              </textarea>
            </div>
          </div>
        </fieldset>
        <button class="button is-primary is-large" type="submit">
          {t.checkout.toDelivery}
        </button>
      </form>
    </CheckoutStep>
  )
}

/** Where there is a choice the buyer makes it: a parcel is not to go to the first country of the alphabet. */
function CountryField({ visit, values, errors }: CheckoutContactProps) {
  const { t, market } = visit
  const error = errors.find(({ field }) => field === 'country')?.message
  return (
    <div class={`field is-wide ${error === undefined ? '' : 'is-wrong'}`}>
      <label for="country">{t.checkout.country}</label>
      {error !== undefined && (
        <p class="error" id="country-error">
          {error}
        </p>
      )}
      <select
        id="country"
        name="country"
        autocomplete="country"
        required
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? undefined : 'country-error'}
      >
        {market.countries.length > 1 && <option value="">{t.checkout.chooseCountry}</option>}
        {market.countries.map((code) => (
          <option key={code} value={code} selected={code === values.country}>
            {countryName(code)}
          </option>
        ))}
      </select>
    </div>
  )
}
