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

/** @param {import('../measure/statements.mjs').Statements | undefined} found of one operation */
export function statementsText(found) {
  if (found === undefined) return ''
  const { statements, transactions, texts } = found
  const lines = Object.entries(texts)
    .filter(([, times]) => times > 0.005)
    .sort(([, a], [, b]) => b - a)
    .map(([sql, times]) => `${times.toFixed(2).padStart(8)}  ${sql.replace(/\s+/g, ' ').slice(0, 150)}`)
  const sums = `Statements for each: ${statements.toFixed(1)}, in ${transactions.toFixed(1)} transactions`
  return [sums, ...lines, ''].join('\n')
}
