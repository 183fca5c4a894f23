export type { RowError } from './product.ts'
export { errorsCsv, type ImportProgress, type ImportReport } from './report.ts'
