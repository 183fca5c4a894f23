import { defineEvent } from '../events/index.ts'

/** A mail was written down and waits to be sent. */
export const mailQueued = defineEvent<{ messageId: string }>('mail.queued')
