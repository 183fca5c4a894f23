import type { InvariantReport, RepairReport } from '../../integrity/index.ts'
import { type Command, type CommandCall, EXIT, text } from '../command.ts'
import { connect, databaseUrl } from '../connection.ts'

/** `vitrine check --repair` */
export const check: Command = {
  name: 'check',
  summary:
    'Checks that every number is the sum of its reasons: levels = ledger, reservations = carts + orders, totals, references',
  usage: '',
  options: { repair: { type: 'boolean' } },
  help: { repair: 'write compensating rows where a drift can be mended' },
  run,
}

async function run({ options, terminal }: CommandCall): Promise<number> {
  const shop = await connect(databaseUrl(text(options, 'database')))
  try {
    const before = await shop.json<InvariantReport>('/admin/integrity')
    if (options.repair !== true || before.ok) {
      terminal.done(words(before), before)
      return before.ok ? EXIT.ok : EXIT.findings
    }
    const repaired = await shop.json<RepairReport>('/admin/integrity/repair', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    const after = await shop.json<InvariantReport>('/admin/integrity')
    terminal.done([...words(before), `Repaired: ${repaired.repaired} rows.`, ...words(after)], {
      before,
      repaired,
      after,
    })
    return after.ok ? EXIT.ok : EXIT.findings
  } finally {
    await shop.close()
  }
}

const SHOWN = 20

function words({ ok, violations }: InvariantReport): string[] {
  if (ok) return ['Every number is the sum of its reasons.']
  return violations.flatMap(({ invariant, title, rows }) => [
    `${invariant} ${title}: ${rows.length} rows`,
    ...rows.slice(0, SHOWN).map(({ cause }) => `  ${cause}`),
  ])
}
