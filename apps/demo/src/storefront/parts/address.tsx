import type { CartView } from '@vitrine/sdk'

type Address = NonNullable<CartView['shippingAddress']>

/** An address as it is written on a parcel. */
export function AddressLines({ address }: { readonly address: Address }) {
  const { firstName, lastName, company, line1, line2, postalCode, city, region, country, phone } = address
  const lines = [
    `${firstName} ${lastName}`,
    company,
    line1,
    line2,
    `${postalCode} ${city}`.trim(),
    region,
    countryName(country),
    phone,
  ]
  return (
    <address>
      {lines
        .filter((line) => line !== undefined && line !== '')
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
    </address>
  )
}

const names = new Intl.DisplayNames('en', { type: 'region' })

export function countryName(code: string): string {
  return names.of(code) ?? code
}
