export {
  attributeUpdated,
  collectionCreated,
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
export { type Addressable, mediaSizes, mediaUrl, mediaUrlAtLeast } from './media/index.ts'
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
  productSources,
  products,
  productTags,
  productVariants,
  publications,
  translations,
  variantOptionValues,
} from './schema.ts'
export { type Translator, translatorOf } from './texts/index.ts'
export type { MediaSize, Rule, Texts } from './values.ts'
