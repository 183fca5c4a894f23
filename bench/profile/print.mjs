/**
 * @param {import('./read.mjs').Cost[]} costs
 * @param {number} lines
 */
export function profileText(costs, lines = 40) {
  const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`.padStart(8)
  const table = (/** @type {'self' | 'total'} */ by) =>
    costs
      .filter(({ name }) => name !== '(idle)' && name !== '(root)')
      .sort((a, b) => b[by] - a[by])
      .slice(0, lines)
      .map((cost) => `${percent(cost[by])}  ${cost.name}`)
  return ['By itself', ...table('self'), '', 'With what it calls', ...table('total'), ''].join('\n')
}
