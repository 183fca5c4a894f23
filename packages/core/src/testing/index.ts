export { openTestApp, type TestApp, type TestAppOptions } from './app.ts'
export { createTestClock, type TestClock } from './clock.ts'
export { assertInvariants } from './invariants.ts'
export { openTestShop, type ServedShop, serveTestShop, type TestShop } from './shop.ts'
