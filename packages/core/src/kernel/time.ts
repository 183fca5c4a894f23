/** Milliseconds since 1970-01-01T00:00:00Z. The only clock of the house; tests inject their own. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** ISO 8601 in UTC with `Z`, as every time on the wire. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}

export function isoOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : iso(ms)
}

/** Milliseconds of an ISO 8601 instant that was checked by its schema. */
export function fromIso(text: string): number {
  return Date.parse(text)
}

const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY }

/** A length of time as plugin authors write it: `30s`, `2m`, `6h`, `1d`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd'}`

/** Milliseconds of a duration. Throws a RangeError on anything that is not a positive whole number of a known unit. */
export function duration(text: Duration): number {
  const match = /^([1-9]\d*)([smhd])$/.exec(text)
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]]
  const length = Number(match?.[1]) * (unit ?? Number.NaN)
  if (!Number.isSafeInteger(length)) throw new RangeError(`not a duration: ${text}`)
  return length
}
