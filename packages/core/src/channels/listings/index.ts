export { adoptListings } from './adopt.ts'
export { batchesOf, fewerAfter, halfOf, isHopeless, toldOf } from './batches.ts'
export { differenceOf } from './difference.ts'
export { publishFeed } from './feed.ts'
export { causeOf, issuesOf, wordsOfIssues } from './issues.ts'
export type { ReceiptRow, Settles } from './judge.ts'
export { listedItems, unlistedOf } from './listed.ts'
export { listItems } from './listing.ts'
export {
  type LightRow,
  type ListingRow,
  listingsByIds,
  type ValueRow,
} from './listing-rows.ts'
export { observeDue } from './observe.ts'
export { type ListPreview, previewListing } from './preview-listing.ts'
export { productUrl } from './product-url.ts'
export { publishDue } from './publish.ts'
export { listingDetail } from './reads.ts'
export { pollDue } from './receipts.ts'
export { shapeHash } from './shape-hash.ts'
export { overrideListing, pageOfListings, retryListings } from './staff.ts'
export { vanished } from './turn-to.ts'
export { unlistItems } from './unlist.ts'
