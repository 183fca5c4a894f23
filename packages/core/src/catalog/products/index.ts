import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export { type BulkWrite, upsertProducts } from './bulk.ts'
export type { PlannedRow } from './group.ts'
export type { MadeProduct } from './made.ts'
export type { ProductInput, ProductPatch, ProductRow, ProductView, VariantInput, VariantView } from './model.ts'
export type { Written } from './plan.ts'
export { type VariantPrices, variantPrices, type WriteVariantPrices } from './prices.ts'
export { productDeleting, type WhatGoesWith } from './remove.ts'
export { createProduct, updateProduct } from './service.ts'
export { readSnapshots, type Snapshot } from './snapshot.ts'

export const productsContract = { admin }
export const productsHandlers = { admin: adminHandlers }
