import type { Issue } from '@vitrine/core'

/** One entry of a feed: values by the platform's names of attributes. Lists are attributes that may stand several times. */
export type Row = Readonly<Record<string, string | readonly string[]>>

/** How a value must be written. */
export type Form = 'url' | 'price' | 'gtin' | 'date' | 'interval' | 'whole' | 'weight' | 'dimension' | 'measure'

/** What a platform asks of the values of one attribute, as its own table says. */
export interface Attribute {
  readonly isRequired?: true
  /** Characters. */
  readonly longest?: number
  readonly words?: readonly string[]
  readonly form?: Form
  /** How often it may stand; attributes without it stand once. */
  readonly most?: number
  readonly least?: number
}

/** Where and when a row is judged. */
export interface Judging {
  /** ISO 3166-1: where the goods are shown. */
  readonly country: string
  /** Milliseconds. */
  readonly now: number
}

/** What is asked of several attributes together. */
export type Together = (row: Row, at: Judging) => Issue | readonly Issue[] | undefined

export interface Rules {
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly together: readonly Together[]
}

export const error = (code: string, field: string, message: string): Issue => ({
  severity: 'error',
  code,
  field,
  message,
})

export const warning = (code: string, field: string, message: string): Issue => ({
  ...error(code, field, message),
  severity: 'warning',
})

/** The first value, or nothing. */
export function textIn(row: Row, name: string): string {
  const value = row[name]
  return (typeof value === 'object' ? value[0] : value) ?? ''
}

/** An ISO 8601 date in milliseconds; NaN when it is none. */
export function dateOf(text: string): number {
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text) ? Date.parse(text) : Number.NaN
}
