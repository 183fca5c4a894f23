export { batchesOf, fewerAfter, halfOf, isHopeless, toldOf } from './batches.ts'
export { adoptListings, type ListPreview, listItems, previewListing, unlistItems } from './choosing/index.ts'
export { differenceOf } from './deciding/index.ts'
export type { ReceiptRow, Settles } from './hearing/index.ts'
export { observeDue, pollDue } from './hearing/index.ts'
export { causeOf, issuesOf, wordsOfIssues } from './issues.ts'
export { listedItems, unlistedOf } from './listed.ts'
export {
  type LightRow,
  type ListingRow,
  listingsByIds,
  type ValueRow,
} from './listing-rows.ts'
export { productUrl } from './product-url.ts'
export { listingDetail } from './reads.ts'
export { publishDue, publishFeed } from './sending/index.ts'
export { shapeHash } from './shape-hash.ts'
export { overrideListing, pageOfListings, retryListings } from './staff.ts'
export { vanished } from './turn-to.ts'
