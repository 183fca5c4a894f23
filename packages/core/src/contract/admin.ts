/** What staff and API keys may call, by room. A namespace, so that declarations name each contract instead of repeating it. */
export * as admin from './admin-rooms.ts'
