export { type Audited, audit } from './audit.ts'
export { accountColumns, sessionColumns, verificationColumns } from './auth-columns.ts'
