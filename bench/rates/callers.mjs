/**
 * So many callers, each asking again as soon as it was answered, until the time is over or there is nothing left to do.
 * @param {object} drive
 * @param {number} drive.callers
 * @param {number} drive.seconds
 * @param {() => (() => Promise<unknown>) | undefined} drive.next the next operation; undefined when there is none
 */
export async function drive({ callers, seconds, next }) {
  /** @type {number[]} */
  const times = []
  const started = performance.now()
  const end = started + seconds * 1_000
  const caller = async () => {
    while (performance.now() < end) {
      const work = next()
      if (work === undefined) return
      const asked = performance.now()
      await work()
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return { times, seconds: (performance.now() - started) / 1_000 }
}

/**
 * Runs the same work for each item, so many at a time, and answers what each gave.
 * @template Item, Result
 * @param {readonly Item[]} items
 * @param {number} callers
 * @param {(item: Item) => Promise<Result>} work
 */
export async function forAll(items, callers, work) {
  /** @type {Result[]} */
  const results = []
  let at = 0
  const caller = async () => {
    for (let own = at++; own < items.length; own = at++) results[own] = await work(/** @type {Item} */ (items[own]))
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return results
}
