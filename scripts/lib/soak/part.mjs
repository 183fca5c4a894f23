/**
 * How long a part runs: an environment variable that its tests read, how many a minute buys on two cores, the fewest that prove
 * something, and how many a night gives.
 * @typedef {{ perMinute: number, least: number, full: number }} Length
 *
 * @typedef {object} Part
 * @property {string} id of the promise
 * @property {string} name one word for the command line
 * @property {string} proves
 * @property {'unit' | 'fault'} project of vitest.config.ts
 * @property {readonly string[]} files
 * @property {string} [names] how the names of its tests begin, where files hold others too
 * @property {Readonly<Record<string, Length | string>>} lengths by environment variable; a text is passed as it is
 * @property {boolean} [isSeeded] whether `VITRINE_SEED` repeats it
 * @property {string} [figures] how the line of figures begins that its tests print
 */

/**
 * The environment of a part that has so many minutes; undefined gives a night's length.
 * @param {Part} part
 * @param {number} [minutes]
 * @returns {Record<string, string>}
 */
export function environmentOf({ lengths }, minutes) {
  const of = (/** @type {Length | string} */ length) => {
    if (typeof length === 'string') return length
    const { perMinute, least, full } = length
    return String(minutes === undefined ? full : Math.min(full, Math.max(least, Math.round(perMinute * minutes))))
  }
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, of(length)]))
}
