export { type GoogleActions, type GoogleSandbox, type GoogleSandboxOptions, googleSandbox } from './google.ts'
export { type MetaActions, type MetaSandbox, type MetaSandboxOptions, metaSandbox } from './meta.ts'
