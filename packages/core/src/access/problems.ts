import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('access', {
  wrongCredentials: {
    status: 401,
    title: 'The e-mail address or the password is wrong',
    hint: 'Check both, or ask for a new password.',
  },
  linkInvalid: {
    status: 410,
    title: 'This link is used up or too old',
    hint: 'Ask for a new one.',
  },
  notFound: { status: 404, title: 'Not found' },
  emailTaken: { status: 409, title: 'Somebody has this e-mail address already' },
  invited: { status: 409, title: 'An invitation for this e-mail address is open', hint: 'Revoke it first, or wait.' },
  lastOwner: {
    status: 409,
    title: 'The shop needs an active owner',
    hint: 'Make somebody else an owner first.',
  },
  beyondScopes: {
    status: 403,
    title: 'You cannot give away more than you may do',
    hint: 'Leave out the scopes that you do not have.',
  },
  unknownChannel: { status: 400, title: 'No sales channel has this id or code' },
})
