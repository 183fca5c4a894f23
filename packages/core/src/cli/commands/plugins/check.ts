import { join, resolve } from 'node:path'
import { systemClock } from '../../../kernel/index.ts'
import { type CommandCall, commandError, EXIT, text } from '../../command.ts'
import { counted } from '../../counted.ts'
import { type Checked, checkPlugins, pluginsIn } from '../../quality/index.ts'
import { workspaceOf } from '../../scaffold/index.ts'

/** `vitrine plugin check`, `vitrine plugin check bazaar storefront` */
export async function checkQuality({ words: [, ...names], options, terminal }: CommandCall): Promise<number> {
  const given = text(options, 'dir')
  const { root } = workspaceOf(resolve(given ?? '.'))
  const folder = given === undefined ? join(root, 'packages/plugins') : resolve(given)
  const there = pluginsIn(folder)
  const unknown = names.find((name) => !there.includes(name))
  if (unknown !== undefined || there.length === 0)
    throw commandError(`There is no package of ${unknown ?? 'a plugin'} in ${folder}.`, {
      hint: there.length === 0 ? 'Name the folder of the packages with --dir.' : `There are: ${there.join(', ')}.`,
    })
  const chosen = names.length === 0 ? there : names
  terminal.progress(`Running the suites of ${chosen.join(', ')}`)
  const checked = await checkPlugins(
    chosen.map((name) => ({ name, folder: join(folder, name) })),
    { root, now: systemClock() },
  )
  terminal.done(checked.flatMap(linesOf), { plugins: checked })
  return checked.every(({ broken, faults }) => broken.length === 0 && faults.length === 0) ? EXIT.ok : EXIT.findings
}

function linesOf({ name, badge, cases, held, exempt, faults, broken, missing, next }: Checked): string[] {
  const figures = `${counted(held.length, 'rule')} held, ${exempt.length} exempt; ${cases.passed} cases passed, ${cases.failed} failed, ${cases.skipped} skipped`
  return [
    `${name}: ${badge === 'none' ? 'no badge' : badge} (${figures})`,
    ...faults.map((fault) => `  quality.yaml: ${fault}`),
    ...broken.map(({ rule, why }) => `  claimed and not so: ${rule}: ${why}`),
    ...(next === null ? [] : missing.map(({ rule, why }) => `  for ${next}: ${rule}: ${why}`)),
  ]
}
