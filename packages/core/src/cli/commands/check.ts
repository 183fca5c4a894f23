import type { InvariantReport, RepairReport } from '../../integrity/index.ts'
import { type Command, type CommandCall, EXIT } from '../command.ts'
import { jsonBody, withShop } from '../connection.ts'

/** `vitrine check --repair` */
export const check: Command = {
  name: 'check',
  summary:
    'Checks that every number is the sum of its reasons: levels = ledger, reservations = carts + orders, totals, references',
  usage: [],
  options: { repair: { type: 'boolean' } },
  help: { repair: 'write compensating rows where stored facts tell how' },
  run,
}

function run({ options, terminal }: CommandCall): Promise<number> {
  return withShop(options, async (shop) => {
    const before = await shop.json<InvariantReport>('/admin/integrity')
    if (options.repair !== true || before.ok) {
      terminal.done(found(before), before)
      return before.ok ? EXIT.ok : EXIT.findings
    }
    const repair = await shop.json<RepairReport>('/admin/integrity/repair', jsonBody({}))
    terminal.done([...found(before), ...mended(repair), ...found(repair.after)], { before, ...repair })
    return repair.after.ok ? EXIT.ok : EXIT.findings
  })
}

const SHOWN = 20

function found({ ok, violations }: InvariantReport): string[] {
  if (ok) return ['Every number is the sum of its reasons.']
  return violations.flatMap(({ invariant, title, rows }) => [
    `${invariant} ${title}: ${rows.length}`,
    ...rows.slice(0, SHOWN).map(({ subject, cause }) => `  ${subject}: ${cause}`),
    ...(rows.length > SHOWN ? [`  and ${rows.length - SHOWN} more (--json shows all)`] : []),
  ])
}

function mended({ repaired, steps }: RepairReport): string[] {
  const refused = steps.filter(({ outcome }) => outcome === 'refused')
  return [
    `Repaired: ${repaired}.${refused.length === 0 ? '' : ` For a person to decide: ${refused.length}.`}`,
    ...steps
      .slice(0, SHOWN)
      .map(({ invariant, subject, outcome, detail }) => `  ${invariant} ${subject} ${outcome}: ${detail}`),
  ]
}
