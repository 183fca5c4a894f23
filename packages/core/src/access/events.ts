import { defineEvent } from '../events/index.ts'

/** A staff member asked for a new password; read the rest with `resetRequest`. */
export const staffResetRequested = defineEvent<{ verificationId: string; language: string }>('staff.resetRequested')

/** Somebody was invited to work in the shop; read the rest with `invitationLetter`. */
export const staffInvited = defineEvent<{ invitationId: string }>('staff.invited')
