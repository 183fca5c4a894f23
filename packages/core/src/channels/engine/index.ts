export { type ChannelEngine, startChannels } from './engine.ts'
export type { MarkKind } from './marks.ts'
export { markings } from './subscriptions.ts'
