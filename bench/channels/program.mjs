/**
 * What is measured: ours, or the least program that does the same. Both write to a file of their own and call the same marketplace.
 * @typedef {object} Program
 * @property {string[]} skus
 * @property {number} connections
 * @property {Sent[]} sent requests with new stock, as they went out
 * @property {(sku: string, quantity: number) => unknown} change one change of stock
 * @property {(skus: string[], quantity: number) => Promise<void>} write many changes, committed
 * @property {() => Promise<void>} idle resolves when the channels have all of it
 *
 * @typedef {{ at: number, body: string }} Sent when it went out, by the clock of `performance`
 */

export {}
