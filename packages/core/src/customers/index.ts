export { customerCreated, customerEmailVerified, customerUpdated } from './events.ts'
export { customers } from './schema.ts'
