import {
  all,
  byKind,
  either,
  type Fault,
  loadFault,
  panelFault,
  passed,
  says,
  skipped,
  table,
  verifiedFault,
} from './faults.ts'

export const TIERS = ['bronze', 'silver', 'gold', 'platinum'] as const
export type Tier = (typeof TIERS)[number]

export interface Rule {
  /** As it stands in a quality.yaml. */
  readonly id: string
  readonly tier: Tier
  readonly title: string
  /** No reason exempts from it. */
  readonly isNeeded?: boolean
  readonly fault: Fault
}

const FORMS = 'config: the back office gets the form'
const LOOSE = /\bas any\b|:\s*any\b|<any>|@ts-(?:ignore|nocheck)/

/** Rules in the order of their tiers; each is judged by what a machine can see. */
export const RULES: readonly Rule[] = [
  {
    id: 'conformance',
    tier: 'bronze',
    title: 'every case of its suites passes, or is skipped because it has no such thing',
    isNeeded: true,
    fault: all(
      ({ cases }) => cases.find(({ status }) => status === 'failed')?.name,
      byKind({ channel: all(passed('lifecycle: a dry run'), passed('failure: ')), feature: passed('tables: ') }),
      passed('lifecycle: ', 2),
    ),
  },
  {
    id: 'settings-form',
    tier: 'bronze',
    title: 'its form is drawn from its schema',
    isNeeded: true,
    fault: passed(FORMS),
  },
  {
    id: 'connection-test',
    tier: 'bronze',
    title: 'wrong credentials are told before anything is sent',
    fault: passed('config: a wrong secret is told in words'),
  },
  {
    id: 'documentation',
    tier: 'bronze',
    title: 'a README that says how to install it, its settings, what goes wrong, and what is covered',
    isNeeded: true,
    fault: all(
      passed('documentation: '),
      says(/^```ts/m, 'example of its use'),
      table(/^\s*(setting|credential|option)/i),
      table(/^\s*`?code/i),
      says(/^#+ .*(cover|not|left out|limits|standards)/im, 'section about what is covered'),
    ),
  },
  {
    id: 'clean-uninstall',
    tier: 'bronze',
    title: 'removed, it leaves nothing',
    isNeeded: true,
    fault: passed('lifecycle: removed with drop'),
  },
  {
    id: 'failure-matrix',
    tier: 'silver',
    title: 'every way to fail ends where it should',
    fault: byKind({ channel: passed('failure: ', 14), feature: passed('endpoints: garbage') }),
  },
  { id: 'orders-arrive', tier: 'silver', title: 'orders come by messages or by asking', fault: passed('orders: ', 3) },
  {
    id: 'no-op-resync',
    tier: 'silver',
    title: 'what did not change is not done again',
    fault: byKind({
      channel: passed('listings: a second sync makes no call'),
      feature: passed('migrations: a second start changes nothing'),
    }),
  },
  {
    id: 'error-catalogue',
    tier: 'silver',
    title: 'each error code with what to do about it',
    fault: all(passed('documentation: '), table(/^\s*`?code/i, 1), says(/\|[^|\n]*what to do/i, 'column "what to do"')),
  },
  {
    id: 'fixtures',
    tier: 'silver',
    title: 'fixtures for its tests',
    fault: ({ fixtures }) => (fixtures > 0 ? undefined : 'src/fixtures is empty'),
  },
  {
    id: 'crash-resume',
    tier: 'gold',
    title: 'ended at any moment and started again, it ends where it should',
    fault: byKind({
      channel: passed('crash: '),
      feature: either(passed('events: broken off'), passed('jobs: broken off')),
    }),
  },
  { id: 'drift', tier: 'gold', title: 'edits at the channel are seen', fault: passed('drift: an edit') },
  { id: 'adoption', tier: 'gold', title: 'what was there before is adopted', fault: passed('adopt') },
  {
    id: 'upgrade',
    tier: 'gold',
    title: 'what an older version left is taken over',
    fault: byKind({
      channel: passed('upgrade: '),
      feature: either(passed('migrations: from each'), passed('migrations: the version before')),
    }),
  },
  {
    id: 'languages',
    tier: 'gold',
    title: 'its messages say the same in every language that it speaks',
    fault: either(passed('messages: '), skipped('messages: ')),
  },
  {
    id: 'admin-surfaces',
    tier: 'gold',
    title: 'a place in the back office',
    fault: all(passed(FORMS), byKind({ channel: () => undefined, feature: ({ sources }) => panelFault(sources) })),
  },
  {
    id: 'load',
    tier: 'gold',
    title: 'a case with 10 000 of what it works with',
    fault: all(passed('load: '), loadFault),
  },
  {
    id: 'lag-stated',
    tier: 'gold',
    title: 'how late it is, stated',
    fault: says(/\bp95\b[^|\n]*?\d[\d.,]* ?(ms|s)\b/, 'figure of its lag, such as "p95 80 ms"'),
  },
  { id: 'verified', tier: 'platinum', title: 'tried on a real account within 90 days', fault: verifiedFault },
  {
    id: 'strict-types',
    tier: 'platinum',
    title: 'strict types, no any',
    fault: ({ isStrict, sources }) => {
      if (!isStrict) return 'its tsconfig is not strict'
      const loose = Object.entries(sources).find(([, text]) => LOOSE.test(text))
      return loose === undefined ? undefined : `src/${loose[0]} has an any`
    },
  },
  {
    id: 'benchmark',
    tier: 'platinum',
    title: 'published figures',
    fault: says(/^#+ .*(benchmark|figures)/im, 'section with figures'),
  },
  {
    id: 'maintainers',
    tier: 'platinum',
    title: 'two people who look after it',
    fault: ({ manifest: { maintainers = [], contributors = [] } }) =>
      [maintainers, contributors].flat().length >= 2 ? undefined : 'package.json names fewer than two',
  },
]
