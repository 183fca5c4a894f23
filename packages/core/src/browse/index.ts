export { fold } from './fold.ts'
export { rebuild as rebuildIndex } from './rebuild.ts'
export { reindex } from './reindex.ts'
