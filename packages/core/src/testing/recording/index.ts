export { contractDrift, type Drift } from './drift.ts'
export { type Fixture, type FixtureBody, readFixtures, writeFixtures } from './fixture.ts'
export { type RecordingOptions, recordingFetch } from './record.ts'
export { type ReplayingFetch, replayingFetch } from './replay.ts'
