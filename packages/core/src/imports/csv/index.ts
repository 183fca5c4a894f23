export { type Broken, csvRecords } from './read.ts'
