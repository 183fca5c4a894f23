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

/** What a product must be to belong to a collection. Conditions of `all` must all hold, of `any` at least one. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Condition

/** `{ field: 'tag', is: 'new' }`, `{ field: 'price', currency: 'EUR', atMost: 5000 }`, `{ field: 'attribute.material', oneOf: ['wood'] }`. */
export interface Condition {
  /** `tag`, `type`, `vendor`, `title`, `price` or `attribute.<key>`. */
  readonly field: string
  readonly is?: string | number | boolean
  readonly oneOf?: readonly (string | number)[]
  readonly contains?: string
  readonly atLeast?: number
  readonly atMost?: number
  /** Of `price` only. */
  readonly currency?: string
}
