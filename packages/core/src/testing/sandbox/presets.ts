import type { KnobsInput } from './knobs.ts'

/** Turns of the knobs that stand on the page as buttons. */
export const presets: Readonly<Record<string, KnobsInput>> = {
  'Slow, 0.5 to 3 s': { latency: [500, 3_000] },
  'Down (503)': { faults: [{ fault: { answer: 'status', status: 503, retryAfter: 5 } }] },
  'Every third fails (500)': { faults: [{ probability: 0.33, fault: { answer: 'status', status: 500 } }] },
  'Busy (429)': {
    faults: [{ times: 5, fault: { answer: 'status', status: 429, retryAfter: 3, retryAfterAs: 'date' } }],
  },
  'Writes done, answers lost': {
    faults: [{ on: 'POST *', probability: 0.5, fault: { answer: 'reset', isApplied: true } }],
  },
  'Pages of HTML': { faults: [{ probability: 0.5, fault: { answer: 'html', status: 200 } }] },
  'Half of the JSON': { faults: [{ probability: 0.5, fault: { answer: 'truncated' } }] },
  'Wild messages': {
    hooks: { duplicate: 0.5, late: 0.3, lateBy: [500, 4_000], reordered: 0.3, forged: 0.2, lost: 0.1 },
  },
  'Reads 5 s behind': { staleness: 5_000 },
  'Refuses what is called “hive”': {
    rejections: [{ word: 'hive', code: 'NO_HIVES', message: 'No hives today.', field: 'title' }],
  },
  'Reviews take 20 s': { review: 20_000 },
}

/** What is in force, in words. */
export function inForce(knobs: KnobsInput): string[] {
  const {
    latency = 0,
    staleness = 0,
    skew = 0,
    review = 0,
    faults = [],
    hooks = {},
    pages = {},
    rejections = [],
    rates = {},
  } = knobs
  const spread = (ms: typeof latency) => (typeof ms === 'number' ? `${ms} ms` : `${ms[0]} to ${ms[1]} ms`)
  const chances = Object.entries(hooks).filter(([name, chance]) => name !== 'lateBy' && chance !== 0)
  return [
    ...(latency === 0 ? [] : [`answers take ${spread(latency)}`]),
    ...faults.map(ruleInWords),
    ...chances.map(([name, chance]) => `messages ${name}: ${Math.round(Number(chance) * 100)} %`),
    ...(staleness === 0 ? [] : [`reads are ${staleness} ms behind`]),
    ...(skew === 0 ? [] : [`the clock is ${skew} ms off`]),
    ...(pages.size === undefined ? [] : [`pages of ${pages.size}`]),
    ...(pages.repeated === undefined || pages.repeated === 0 ? [] : ['pages repeat themselves']),
    ...(review === 0 ? [] : [`reviews take ${review} ms`]),
    ...rejections.map(({ category, word, code }) => {
      const where = [category, word === undefined ? undefined : `"${word}"`].filter((one) => one !== undefined)
      return `refuses ${where.join(' with ') || 'everything'} as ${code}`
    }),
    ...Object.entries(rates).map(([name, { rate, burst }]) => `${name}: ${rate} a second, ${burst} at once`),
  ]
}

function ruleInWords({
  on = '* /*',
  probability = 1,
  times,
  fault,
}: NonNullable<KnobsInput['faults']>[number]): string {
  const what = fault === undefined ? 'slow' : fault.answer === 'status' ? String(fault.status) : fault.answer
  const done = fault?.isApplied === true ? ' after it was done' : ''
  const often = probability < 1 ? ` for ${Math.round(probability * 100)} %` : ''
  return `${on}: ${what}${done}${often}${times === undefined ? '' : ` for ${times} calls`}`
}
