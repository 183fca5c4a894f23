export { type FilesDriver, filesDriver, filesOf, type MakeFilesDriver, type StoredFile } from './files.ts'
export { type Addressable, extensionOf, mediaSizes, mediaUrl, mediaUrlAtLeast } from './url.ts'
