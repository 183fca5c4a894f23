export type { SandboxToken } from './behaviours.ts'
export { sandboxMessage } from './messages.ts'
export { answerSandbox, confirmSandboxPayment, sandboxPage } from './page.ts'
export { type SandboxOptions, sandboxProvider } from './provider.ts'
