export { webhookDisabled, webhookFailing } from './events.ts'
export { fanOut } from './fan-out.ts'
