import { invitationLetter, resetLetter, staffInvited, staffResetRequested } from '../access/index.ts'
import { mailOn } from './queue.ts'

/** The mails that access owes: it is an earlier room, so mail listens to it. */
export const staffMails = [
  mailOn(staffResetRequested, {
    name: 'mail/staff.resetRequested',
    build: async ({ data: { verificationId, language } }, ctx) => {
      const letter = await resetLetter(ctx, verificationId)
      if (letter === undefined) return null
      const { name, email, link, minutes } = letter
      return { to: email, language, template: 'passwordReset', data: { name, link, minutes } }
    },
  }),
  mailOn(staffInvited, {
    name: 'mail/staff.invited',
    build: async ({ data: { invitationId } }, ctx) => {
      const letter = await invitationLetter(ctx, invitationId)
      if (letter === undefined) return null
      const { email, language, link, days, name, invitedBy } = letter
      const known = { ...(name === null ? {} : { name }), ...(invitedBy === undefined ? {} : { invitedBy }) }
      return { to: email, language, template: 'invitation', data: { ...known, link, days } }
    },
  }),
]
