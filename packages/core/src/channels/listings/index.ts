export { adoptListings } from './adopt.ts'
export { driftOf } from './drift.ts'
export { causeOf, issuesOf, wordsOfIssues } from './issues.ts'
export { type ListPreview, listItems, newLines, previewListing, unlistItems } from './listing.ts'
export {
  type LightRow,
  type ListingRow,
  listingsByIds,
  listingsByKeys,
  type ValueRow,
} from './listing-rows.ts'
export { ChoiceInput, ListingDetail, ListingSchema, PreviewSchema } from './model.ts'
export { observeDue, settleObservation } from './observe.ts'
export { keyOf, previewed } from './preview.ts'
export { productUrl } from './product-url.ts'
export { itemFor, publishDue, sayOf } from './publish.ts'
export { listingDetail, listingRow, listingView } from './reads.ts'
export { pollDue, type ReceiptRow, type Settles } from './receipts.ts'
export { markListing, vanished } from './settle.ts'
export { canonical, shapeHash } from './shape-hash.ts'
export { overrideListing, pageOfListings, retryListings } from './staff.ts'
