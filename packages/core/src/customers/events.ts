import { defineEvent } from '../events/index.ts'

/** A person became a customer. */
export const customerCreated = defineEvent<{ customerId: string }>('customer.created')

export const customerUpdated = defineEvent<{ customerId: string }>('customer.updated')

/** The customer proved an e-mail address; orders of guests with it are theirs. Read it with `provenEmails`. */
export const customerEmailVerified = defineEvent<{ customerId: string }>('customer.emailVerified')
