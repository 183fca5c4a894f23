export { publishFeed } from './feed.ts'
export { publishDue } from './publish.ts'
