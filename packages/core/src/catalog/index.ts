export {
  ATTRIBUTES,
  type AttributeChoice,
  type AttributeDefinition,
} from './attributes/index.ts'
export {
  type LowestPrices,
  lowestPrices,
  refreshProducts,
} from './collections/index.ts'
export {
  attributeUpdated,
  type CollectionEvent,
  collectionArchived,
  collectionCreated,
  collectionDeleted,
  collectionUpdated,
  type ProductEvent,
  productArchived,
  productCreated,
  productDeleted,
  productUpdated,
  type VariantEvent,
  variantArchived,
  variantCreated,
  variantUpdated,
} from './events.ts'
export { type SellableVariant, type VariantRef, variantsForSale } from './for-sale.ts'
export {
  type Addressable,
  type FilesDriver,
  filesDriver,
  type LinkPicture,
  linkPicture,
  type MakeFilesDriver,
  mediaSizes,
  mediaUrl,
} from './media/index.ts'
export type { InlinePrice } from './model.ts'
export {
  type BulkWrite,
  createProduct,
  type MadeProduct,
  type PlannedRow,
  type ProductInput,
  type ProductPatch,
  type ProductRow,
  type ProductView,
  productDeleting,
  updateProduct,
  upsertProducts,
  type VariantInput,
  type VariantPrices,
  type VariantView,
  variantPrices,
  type WhatGoesWith,
  type WriteVariantPrices,
} from './products/index.ts'
export {
  attributeChoices,
  attributes,
  attributeValues,
  collectionProducts,
  collections,
  handleRedirects,
  isPublished,
  media,
  productMedia,
  productOptions,
  productOptionValues,
  products,
  productVariants,
  publications,
  translations,
  variantOptionValues,
} from './schema.ts'
export { type Translator, translatorOf } from './texts/index.ts'
export type { MediaSize, Rule, Texts } from './values.ts'
