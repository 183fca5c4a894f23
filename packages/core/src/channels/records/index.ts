export { causesOf } from './causes.ts'
export { interruptRuns } from './interrupt.ts'
export { pruneRecords } from './prune.ts'
export { pageOfRuns, runDetail } from './runs.ts'
