export { type TestAccount, testAccount } from './account.ts'
export { openTestApp, type TestApp, type TestAppOptions } from './app.ts'
export { type AnyChannel, channelIn } from './channel.ts'
export { createTestClock, type TestClock } from './clock.ts'
export {
  type ConformanceCase,
  type ConformanceOptions,
  type ConformingPlatform,
  channelConformance,
  type ForeignBasket,
  type HeardOrder,
  type ShownItem,
} from './conformance/index.ts'
export { conformingMarketplace } from './conformance/marketplace.ts'
export {
  type AnyFactory,
  type PluginConformanceOptions,
  pluginConformance,
  type StoryShop,
} from './conformance/plugins/index.ts'
export {
  type ContractCall,
  type ContractFetch,
  type ContractFetchOptions,
  contractFetch,
  contractFile,
} from './contract-fetch.ts'
export {
  type Asked,
  assertHistory,
  checkHistory,
  createHistory,
  type History,
  type HistoryReport,
  type Operation,
  type Pending,
} from './history.ts'
export { assertInvariants } from './invariants.ts'
export { type Killed, killAtWork } from './killer.ts'
export { listingItem, listingProduct, listingPublication } from './listing-item.ts'
export {
  contractDrift,
  type Drift,
  type Fixture,
  type FixtureBody,
  type RecordingOptions,
  type ReplayingFetch,
  readFixtures,
  recordingFetch,
  replayingFetch,
  writeFixtures,
} from './recording/index.ts'
export {
  type Action,
  type Actions,
  action,
  type BazaarOrder,
  type CallFilter,
  type HookDelivery,
  type Kit,
  type Knobs,
  type KnobsInput,
  type MarketplaceActions,
  type MarketplaceOptions,
  type MarketplaceSandbox,
  type MarketplaceState,
  type MessengerActions,
  type MessengerOptions,
  type MessengerSandbox,
  marketplace,
  marketplaceSandbox,
  messenger,
  messengerSandbox,
  openSandbox,
  type Platform,
  type RemoteSandbox,
  routeHosts,
  type Sandbox,
  type SandboxCall,
  type SandboxOptions,
  type SocialActions,
  type SocialOptions,
  type SocialSandbox,
  sandboxAt,
  social,
  socialSandbox,
  type Versions,
  type View,
} from './sandbox/index.ts'
export { below, runSeed, seeded } from './seed.ts'
export { startTestShop } from './seeded.ts'
export { openTestShop, type ServedShop, serveTestShop, type TestShop } from './shop.ts'
export { cutPower, readWal, TAILS, type Tail, tornCheckpoint, type WalRound } from './wal.ts'
