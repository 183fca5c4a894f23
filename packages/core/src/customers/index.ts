export { customerCreated, customerEmailVerified, customerUpdated } from './events.ts'
export { ownerOfEmail, provenEmails } from './identities.ts'
export { type CustomerPages, customerPages } from './links.ts'
export { currentCustomer, customerActor, requireCustomer } from './sessions.ts'
