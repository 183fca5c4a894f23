/**
 * What must be reached with 64 callers on two cores: least operations a second, and the longest p99 in milliseconds.
 * @type {Readonly<Record<string, { title: string, rate?: number, p99?: number }>>}
 */
export const targets = {
  hold: { title: 'hold command', rate: 10_000, p99: 25 },
  planAndHold: { title: 'plan and hold' },
  place: { title: 'place-order command', rate: 2_000, p99: 60 },
  complete: { title: 'complete a cart, in process' },
  httpComplete: { title: 'POST complete over HTTP', rate: 600 },
  httpCheckout: { title: 'checkout of five requests', rate: 200 },
}

/** Milliseconds that the event loop may lag behind in 99 of 100 looks. */
export const lagTarget = 20

/**
 * Which targets were missed, in words.
 * @param {string} name
 * @param {import('./figures.mjs').Figures} figures
 */
export function missedBy(name, { rate, p99, lagP99 }) {
  const target = targets[name]
  const missed = []
  if (target?.rate !== undefined && rate < target.rate) missed.push(`${Math.round(rate)} of ${target.rate}/s`)
  if (target?.p99 !== undefined && p99 > target.p99) missed.push(`p99 ${Math.round(p99)} above ${target.p99} ms`)
  if (lagP99 !== undefined && lagP99 > lagTarget) missed.push(`lag ${Math.round(lagP99)} above ${lagTarget} ms`)
  return missed
}
