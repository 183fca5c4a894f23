export { csvLine } from './csv.ts'
