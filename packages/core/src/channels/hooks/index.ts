export { handleHooks } from './handle.ts'
export { receiveHook } from './receive.ts'
