import { defineEvent } from '../events/index.ts'

/** A person became a customer. */
export const customerCreated = defineEvent<{ customerId: string }>('customer.created')

export const customerUpdated = defineEvent<{ customerId: string }>('customer.updated')

/** The customer proved an e-mail address; orders of guests with it are theirs. Read it with `provenEmails`. */
export const customerEmailVerified = defineEvent<{ customerId: string }>('customer.emailVerified')

/** A session began. `visitors` tells by plugin who this device was to it until then, so that what it kept joins the customer. */
export const customerSignedIn = defineEvent<{
  readonly customerId: string
  readonly visitors: Readonly<Record<string, string>>
}>('customer.signedIn')
