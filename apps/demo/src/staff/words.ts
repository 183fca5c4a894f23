/** What all pages for staff say. */
export const words = {
  signIn: 'Sign in',
  signInHelp: 'With the account that you use for the shop’s back office.',
  signOut: 'Sign out',
  email: 'E-mail',
  password: 'Password',
  missing: 'This page is not here.',
  failed: 'That did not work. Please try again.',
  start: 'Go to the start',
} as const
