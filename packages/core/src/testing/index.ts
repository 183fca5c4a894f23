export { type TestAccount, testAccount } from './account.ts'
export { openTestApp, type TestApp, type TestAppOptions } from './app.ts'
export { createTestClock, type TestClock } from './clock.ts'
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
export { below, runSeed, seeded } from './seed.ts'
export { startTestShop } from './seeded.ts'
export { openTestShop, type ServedShop, serveTestShop, type TestShop } from './shop.ts'
export { cutPower, readWal, TAILS, type Tail, tornCheckpoint, type WalRound } from './wal.ts'
