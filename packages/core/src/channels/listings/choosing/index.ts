export { adoptListings } from './adopt.ts'
export { listItems } from './listing.ts'
export { type ListPreview, previewListing } from './preview-listing.ts'
export { unlistItems } from './unlist.ts'
