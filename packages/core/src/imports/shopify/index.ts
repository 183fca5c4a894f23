export { type Grouped, groupRows } from './group.ts'
export { type ReadRow, readRows } from './read.ts'
