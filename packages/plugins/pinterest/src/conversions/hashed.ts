import { createHash } from 'node:crypto'

/** Who bought, as far as the order says. */
export interface Buyer {
  readonly customerId: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly address: {
    readonly firstName?: string | null | undefined
    readonly lastName?: string | null | undefined
    readonly city?: string | null | undefined
    readonly region?: string | null | undefined
    readonly postalCode?: string | null | undefined
    readonly country?: string | null | undefined
  } | null
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * A buyer as Pinterest takes one: SHA-256 of each part in the writing that the contract asks for (schema
 * ConversionEventsUserDataProperties). Nothing of it leaves the shop as it is.
 */
export function hashedBuyer({ customerId, email, phone, address }: Buyer): Readonly<Record<string, readonly string[]>> {
  const parts: Readonly<Record<string, string | null | undefined>> = {
    em: email?.trim().toLowerCase(),
    ph: phone?.replace(/\D/g, '').replace(/^0+/, ''),
    fn: folded(address?.firstName),
    ln: folded(address?.lastName),
    ct: folded(address?.city)?.replace(/[^\p{L}\p{N}]/gu, ''),
    st: /^[a-z]{2}$/i.test(address?.region ?? '') ? folded(address?.region) : undefined,
    zp: address?.postalCode?.replace(/\D/g, ''),
    country: folded(address?.country),
    external_id: customerId,
  }
  const known = Object.entries(parts).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return Object.fromEntries(known.map(([name, value]) => [name, [sha256(value as string)]]))
}

const folded = (text: string | null | undefined) => text?.trim().toLowerCase()
