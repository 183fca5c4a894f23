/** Resolves after the event loop turned: long work that waits for it between its steps lets requests, timers and commits come in between. */
export function turn(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}
