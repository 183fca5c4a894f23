import { problems } from './problems.ts'

/**
 * One writing of a phone number (E.164). `country` (ISO 3166-1) is assumed when it has no country code. Throws `customers.phone`.
 * The metadata of all countries is loaded at the first number, never at boot.
 */
export async function normalPhone(text: string, country?: string): Promise<string> {
  const { isSupportedCountry, parsePhoneNumberFromString } = await import('libphonenumber-js/max')
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined
  const found = parsePhoneNumberFromString(text, known)
  if (found?.isValid() === true) return found.number
  throw problems.phone({ errors: [{ path: 'body.phone', code: 'phone', message: 'is not a phone number' }] })
}
