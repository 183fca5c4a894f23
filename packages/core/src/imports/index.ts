export type { RowError } from './product.ts'
export type { ImportProgress, ImportReport } from './report.ts'
