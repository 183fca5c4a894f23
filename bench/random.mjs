/**
 * A seeded generator of numbers in [0, 1): mulberry32, so that a run can be repeated.
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Makes what hangs on a number once for each.
 * @template T
 * @param {(n: number) => T} make
 */
export function remembered(make) {
  /** @type {Map<number, T>} */
  const made = new Map()
  return (/** @type {number} */ n) => {
    const found = made.get(n) ?? make(n)
    made.set(n, found)
    return found
  }
}

/**
 * Zipf's law over the places 0 to n - 1: the k-th is chosen in proportion to 1 / k, so that few are asked for often, and all are asked
 * for. Turns a number in [0, 1) into a place.
 */
export const zipf = remembered((n) => {
  const sums = new Float64Array(n)
  let sum = 0
  for (let at = 0; at < n; at += 1) {
    sum += 1 / (at + 1)
    sums[at] = sum
  }
  return (/** @type {number} */ chance) => placeOf(sums, chance * sum)
})

/**
 * The first place whose sum is above the target, by bisection.
 * @param {Float64Array} sums
 * @param {number} target
 */
function placeOf(sums, target) {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (/** @type {number} */ (sums[middle]) > target) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The places 0 to n - 1 in an order that has nothing to do with age or name (Fisher and Yates).
 * @param {number} n
 * @param {() => number} random
 */
export function shuffled(n, random) {
  const places = Array.from({ length: n }, (_, at) => at)
  for (let at = n - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = /** @type {number} */ (places[at])
    places[at] = /** @type {number} */ (places[other])
    places[other] = kept
  }
  return places
}
