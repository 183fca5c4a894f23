import type { CartView, Contact } from '@vitrine/sdk'
import type { Messages } from '../../shared/messages/en.ts'
import type { FormError } from '../parts/error-summary.tsx'

/** The fields of the first step, each with what browsers know to fill in (HTML, autofill field names). */
export const FIELDS = {
  email: { autocomplete: 'email', isRequired: true, most: 254 },
  firstName: { autocomplete: 'given-name', isRequired: true, most: 100 },
  lastName: { autocomplete: 'family-name', isRequired: true, most: 100 },
  company: { autocomplete: 'organization', isRequired: false, most: 200 },
  line1: { autocomplete: 'address-line1', isRequired: true, most: 200 },
  line2: { autocomplete: 'address-line2', isRequired: false, most: 200 },
  postalCode: { autocomplete: 'postal-code', isRequired: true, most: 20 },
  city: { autocomplete: 'address-level2', isRequired: true, most: 100 },
  country: { autocomplete: 'country', isRequired: true, most: 2 },
  phone: { autocomplete: 'tel', isRequired: false, most: 40 },
  note: { autocomplete: 'off', isRequired: false, most: 2_000 },
} as const

export type FieldName = keyof typeof FIELDS
export type ContactValues = Readonly<Record<FieldName, string>>

const fieldNames = Object.keys(FIELDS) as FieldName[]

export function valuesOf(form: { get(name: string): unknown }): ContactValues {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return Object.fromEntries(fieldNames.map((name) => [name, text(name)])) as ContactValues
}

/** What the cart knows already, so that nobody types it twice; the country only where there is one. */
export function valuesFrom(
  cart: Pick<CartView, 'shippingAddress' | 'email' | 'note'>,
  countries: readonly string[],
): ContactValues {
  const country = countries.length === 1 ? countries[0] : ''
  const address: Partial<Record<string, string>> = { ...cart.shippingAddress }
  const known: Partial<Record<string, string>> = { country, ...address, email: cart.email ?? '', note: cart.note ?? '' }
  return Object.fromEntries(fieldNames.map((name) => [name, known[name] ?? ''])) as ContactValues
}

export function mistakesOf(values: ContactValues, t: Messages): FormError[] {
  return fieldNames.flatMap((field): FormError[] => {
    const { isRequired, most } = FIELDS[field]
    const value = values[field]
    const label = t.checkout[field]
    if (isRequired && value === '') return [{ field, label, message: t.errors.required }]
    if (value.length > most) return [{ field, label, message: t.errors.tooLong }]
    if (field === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value)) return [{ field, message: t.errors.email }]
    return []
  })
}

export function contactOf({ email, note, ...values }: ContactValues): Contact {
  const { company, line2, phone, ...needed } = values
  const address = {
    ...needed,
    ...(company !== '' && { company }),
    ...(line2 !== '' && { line2 }),
    ...(phone !== '' && { phone }),
  }
  return { email, note: note === '' ? null : note, shippingAddress: address, billingAddress: address }
}
