export { interruptRuns, pruneRecords } from './prune.ts'
export { causesOf, pageOfRuns, runDetail } from './records.ts'
