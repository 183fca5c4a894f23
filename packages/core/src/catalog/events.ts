import { defineEvent } from '../events/index.ts'

export interface ProductEvent {
  readonly productId: string
}

export interface VariantEvent {
  readonly variantId: string
  readonly productId: string
}

export interface CollectionEvent {
  readonly collectionId: string
  /** `products`: only which products are in it changed; `texts`: only a translation. */
  readonly change: 'fields' | 'products' | 'texts'
  /** With `products`: which came or left. */
  readonly products?: readonly string[]
}

export const productCreated = defineEvent<ProductEvent>('product.created')
/** Anything that is read with a product changed: its fields, options, variants, pictures, attributes, publications or texts. */
export const productUpdated = defineEvent<ProductEvent>('product.updated', { isPublic: true })
export const productArchived = defineEvent<ProductEvent>('product.archived', { isPublic: true })
export const productDeleted = defineEvent<ProductEvent>('product.deleted', { isPublic: true })
export const variantCreated = defineEvent<VariantEvent>('variant.created')
export const variantUpdated = defineEvent<VariantEvent>('variant.updated', { isPublic: true })
export const variantArchived = defineEvent<VariantEvent>('variant.archived', { isPublic: true })
export const collectionCreated = defineEvent<CollectionEvent>('collection.created')
export const collectionUpdated = defineEvent<CollectionEvent>('collection.updated', { isPublic: true })
export const collectionArchived = defineEvent<CollectionEvent>('collection.archived', { isPublic: true })
export const collectionDeleted = defineEvent<CollectionEvent>('collection.deleted', { isPublic: true })
/** An attribute, one of its choices or their names changed. */
export const attributeUpdated = defineEvent<{ readonly attributeId: string }>('attribute.updated')
