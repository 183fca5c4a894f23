import { SECOND } from './time.ts'

/**
 * When `Retry-After` allows the next call (RFC 9110, 10.2.3: seconds, or a date), in milliseconds of epoch and never before now. Undefined
 * when it is missing or makes no sense; fractions of seconds, which some platforms send, are understood.
 */
export function retryAfter(header: string | null | undefined, now: number): number | undefined {
  const value = header?.trim() ?? ''
  if (value === '') return undefined
  if (/^\d{1,12}(\.\d+)?$/.test(value)) return now + Math.ceil(Number(value) * SECOND)
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(date, now)
}
