/** A product as it stands in a file of another platform, before it is ours. Amounts are decimal text, as people wrote them. */
export interface ForeignProduct {
  /** How the source names it; with the source itself it is found again on the next run. */
  readonly key: string
  /** Line of the file where it begins. */
  readonly line: number
  readonly title: string
  readonly descriptionHtml: string
  readonly vendor: string
  readonly type: string
  readonly tags: readonly string[]
  readonly isPublished: boolean
  readonly seoTitle: string
  readonly seoDescription: string
  readonly optionNames: readonly string[]
  readonly variants: readonly ForeignVariant[]
  readonly images: readonly ForeignImage[]
}

export interface ForeignVariant {
  readonly line: number
  readonly optionValues: readonly string[]
  readonly sku: string
  readonly barcode: string
  readonly weightGrams: number
  /** Whether the source counts its stock. */
  readonly isTracked: boolean
  /** `continue` sells on when nothing is left. */
  readonly policy: 'deny' | 'continue'
  readonly quantity: number | null
  readonly price: string
  readonly compareAt: string
  readonly requiresShipping: boolean
  readonly isTaxable: boolean
  readonly image: string
}

export interface ForeignImage {
  readonly url: string
  readonly alt: string
  readonly position: number
}

/** Why a row was not taken over; the others were. */
export interface RowError {
  readonly line: number
  /** The product's key, when it is known. */
  readonly key: string | null
  readonly column: string | null
  readonly code: string
  readonly message: string
}
