export type { HookDelivery } from './hook-sender.ts'
export type { CallFilter, SandboxCall } from './journal.ts'
export type { Knobs, KnobsInput } from './knobs.ts'
export {
  type BazaarOrder,
  type MarketplaceActions,
  type MarketplaceOptions,
  type MarketplaceSandbox,
  type MarketplaceState,
  marketplace,
  marketplaceSandbox,
} from './marketplace/index.ts'
export {
  type MessengerActions,
  type MessengerOptions,
  type MessengerSandbox,
  messenger,
  messengerSandbox,
} from './messenger/index.ts'
export { type Action, type Actions, action, type Kit, type Platform, type View } from './platform.ts'
export { type RemoteSandbox, sandboxAt } from './remote.ts'
export { routeHosts } from './route-hosts.ts'
export { openSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { type SocialActions, type SocialOptions, type SocialSandbox, social, socialSandbox } from './social/index.ts'
export type { Versions } from './versions.ts'
