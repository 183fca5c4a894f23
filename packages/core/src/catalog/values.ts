/** One made size of an image: pixels, bytes, and under which key the files driver has it. */
export interface MediaSize {
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly contentType: string
  readonly key: string
}

/** Texts of one thing in one language, by field name. */
export type Texts = Readonly<Record<string, string>>

/** What a product must be to belong to a collection: all, any or none of the conditions and groups hold. */
export interface Rule {
  readonly match: 'all' | 'any' | 'none'
  readonly conditions: readonly Condition[]
  readonly groups?: readonly Rule[] | undefined
}

export interface Condition {
  /** `tag`, `type`, `vendor`, `title`, `price` or `attribute.<key>`. */
  readonly field: string
  readonly op: 'equal' | 'notEqual' | 'contains' | 'atLeast' | 'atMost'
  readonly value: string | number | boolean
  /** Of `price` only: minor units of which currency. */
  readonly currency?: string | undefined
}
