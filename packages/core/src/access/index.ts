export { addStaff, firstStaffLink } from './add-staff.ts'
export { type Audited, audit } from './audit.ts'
export type { AuthTables } from './auth-adapter.ts'
export { accountColumns, sessionColumns, verificationColumns } from './auth-columns.ts'
export { authenticateAdmin } from './authenticate.ts'
export { type DoorPage, doorPage, emailField, nameField, passwordField } from './door-page.ts'
export { staffInvited, staffResetRequested } from './events.ts'
export { invitationLetter } from './invitations.ts'
export {
  EmailSchema,
  GivenPasswordSchema,
  NameSchema,
  normalEmail,
  PasswordSchema,
  Role,
  ScopeSchema,
  ScopesSchema,
  TokenSchema,
} from './model.ts'
export { oneTimeToken, openToken } from './one-time.ts'
export { resetLetter } from './password-reset.ts'
export { problems as accessProblems } from './problems.ts'
export { channelOfKey, createPublishableKey, keyOfChannel } from './publishable-keys.ts'
export { roleScopes, scopesOf } from './roles.ts'
export { allows, requireGrantable, requireScope } from './scopes.ts'
export { setSessionCookie, signedToken } from './session-cookie.ts'
export { sessionReader } from './sessions.ts'
export { hashPassword, openSession, type Realm, verifyPassword } from './sign-in.ts'
export { throttled } from './throttle.ts'
