import { admin, store } from './contract.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export { type FilesDriver, filesDriver, type MakeFilesDriver, type StoredFile } from './files.ts'
export { type MediaRow, mediaByIds, mediaRef } from './media-rows.ts'
export {
  addExternalMedia,
  type MediaShelf,
  type NamedMedia,
  type PlannedMedia,
  planMedia,
  readMediaShelf,
} from './service.ts'
export { type Addressable, type LinkPicture, linkPicture, mediaSizes, mediaUrl, mediaUrlAtLeast } from './url.ts'

export const mediaContract = { admin, store }
export const mediaHandlers = { admin: adminHandlers, store: storeHandlers }
