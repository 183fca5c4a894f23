import { HOUR, MINUTE, SECOND } from '../kernel/index.ts'

/** How long a provider may take to answer, unless it says otherwise. */
export const CALL_TIMEOUT = 10 * SECOND

const STEPS = [5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]

/** How long to wait before asking again, after so many times: longer each time, then hourly. */
export function waitBefore(attempt: number): number {
  return STEPS[Math.min(attempt, STEPS.length - 1)] ?? HOUR
}

/** The first look at an intent comes after its own call must have ended, so that the two never meet. */
export function firstLook(timeout: number = CALL_TIMEOUT): number {
  return timeout + 10 * SECOND
}

/** How long a buyer may take for what the provider asks of them. */
export const ACTION_PATIENCE = 24 * HOUR
