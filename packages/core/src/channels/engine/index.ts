export { type ChannelEngine, startChannels } from './engine.ts'
export { freeChannels } from './lease.ts'
export type { MarkKind } from './marks.ts'
export { markings } from './subscriptions.ts'
