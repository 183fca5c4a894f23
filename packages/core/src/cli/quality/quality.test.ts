import { describe, expect, it } from 'vitest'
import { readQuality } from './claims.ts'
import type { Case, Facts } from './facts.ts'
import { RULES } from './rules.ts'
import { judge } from './verdict.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 1)

const README = `# A plugin
\`\`\`ts
a()
\`\`\`
| setting | meaning |
|---|---|
| \`x\` | x |

## What goes wrong
| code | meaning | what to do |
|---|---|---|
| \`a.b\` | x | y |

## What is covered
From a change to the request: p95 80 ms.
## Figures
`

const passing = (...names: string[]): Case[] => names.map((name) => ({ name, status: 'passed' }))

/** A feature for which every rule holds that can hold for one. */
const feature: Facts = {
  kind: 'feature',
  verified: '2026-09-01',
  now: NOW,
  readme: README,
  manifest: { maintainers: ['a', 'b'] },
  sources: { 'plugin.ts': 'admin: { panels: [] }' },
  fixtures: 1,
  isStrict: true,
  cases: passing(
    'config: the back office gets the form, what it may do, and its panels',
    'tables: whatever it makes begins with its name',
    'lifecycle: removed with drop, it leaves no table, row, cursor or schedule',
    'lifecycle: disabled in the middle of it',
    'documentation: the README tells every setting',
    'messages: each tells the same in every language',
    'endpoints: garbage is refused in words, and breaks nothing',
    'migrations: a second start changes nothing',
    'migrations: from each of them on, the rest makes the same schema',
    'events: broken off behind each call',
    'load: 10000 products',
  ),
}

const NOT_OF_FEATURES = ['connection-test', 'orders-arrive', 'drift', 'adoption']
const claimAll = (changes: Record<string, string> = {}) => {
  const rules = RULES.map(({ id }) => [id, NOT_OF_FEATURES.includes(id) ? 'exempt (it shows nothing)' : 'done'])
  const said = { ...Object.fromEntries(rules), ...changes } as Record<string, string>
  return readQuality(
    ['kind: feature', 'rules:', ...Object.entries(said).map(([id, claim]) => `  ${id}: ${claim}`)].join('\n'),
  )
}
const without = (start: string): Facts => ({
  ...feature,
  cases: feature.cases.filter(({ name }) => !name.startsWith(start)),
})

describe('the badge of a plugin', () => {
  it('is the highest of which every rule holds, and of those below', async () => {
    expect(judge(await claimAll(), feature)).toMatchObject({ badge: 'platinum', broken: [], missing: [], next: null })
    expect(judge(await claimAll({ load: 'todo' }), feature)).toMatchObject({
      badge: 'silver',
      broken: [],
      missing: [{ rule: 'load', why: 'it holds already: claim it' }],
      next: 'gold',
    })
    expect(judge(await claimAll({ documentation: 'todo' }), feature).badge).toBe('none')
  })

  it.each<[string, Facts, RegExp]>([
    ['conformance', { ...feature, cases: [...feature.cases, { name: 'jobs: x', status: 'failed' }] }, /jobs: x/],
    ['clean-uninstall', without('lifecycle: removed'), /0 of at least 1/],
    ['failure-matrix', { ...feature, cases: feature.cases.map((one) => ({ ...one, status: 'skipped' })) }, /0 of/],
    ['documentation', { ...feature, readme: README.replace('| setting', '| thing') }, /no table/],
    ['error-catalogue', { ...feature, readme: README.replace('what to do', 'hm') }, /what to do/],
    ['fixtures', { ...feature, fixtures: 0 }, /empty/],
    ['crash-resume', without('events: broken'), /0 of/],
    ['upgrade', without('migrations: from'), /0 of/],
    ['languages', without('messages'), /no case "messages: …" was skipped/],
    [
      'languages',
      { ...feature, cases: [...without('messages').cases, { name: 'messages: x', status: 'failed' }] },
      /"messages: x" fails/,
    ],
    ['admin-surfaces', { ...feature, sources: {} }, /no panel/],
    ['load', without('load'), /0 of/],
    [
      'load',
      { ...feature, cases: [...without('load').cases, ...passing('load: 300 products')] },
      /with 300 and not with 10000/,
    ],
    ['lag-stated', { ...feature, readme: README.replace('p95', 'most') }, /p95/],
    ['lag-stated', { ...feature, readme: README.replace('80 ms', 'low') }, /p95/],
    ['verified', { ...feature, now: NOW + 91 * DAY }, /2026-09-01/],
    ['verified', { ...feature, verified: undefined }, /no "verified/],
    ['strict-types', { ...feature, sources: { 'a.ts': 'panels: x as any' } }, /a\.ts has an any/],
    ['strict-types', { ...feature, isStrict: false }, /not strict/],
    ['benchmark', { ...feature, readme: README.replace('Figures', 'End') }, /figures/],
    ['maintainers', { ...feature, manifest: { maintainers: ['a'] } }, /fewer than two/],
  ])('is lost with a claim that is not so: %s', async (rule, facts, why) => {
    const { broken } = judge(await claimAll(), facts)
    expect(broken.find((one) => one.rule === rule)?.why).toMatch(why)
  })

  it('excuses nobody from what every plugin needs', async () => {
    const { broken } = judge(await claimAll({ 'clean-uninstall': 'exempt (it is hard)' }), feature)
    expect(broken).toMatchObject([{ rule: 'clean-uninstall', why: 'nothing exempts from it' }])
  })
})

describe('a quality.yaml', () => {
  it('is told what in it cannot be understood', async () => {
    const { faults, claims } = await readQuality(
      'kind: window\nrules:\n  drift: perhaps\n  load: exempt\n  colour: done\n  upgrade: todo\n',
    )
    expect(faults).toEqual([
      'kind must be channel or feature',
      'drift must be done, todo, or exempt (why), not "perhaps"',
      'load must be done, todo, or exempt (why), not "exempt"',
      'there is no rule colour',
    ])
    expect([...claims]).toEqual([['upgrade', { state: 'todo' }]])
    expect((await readQuality('rules: [')).faults.length).toBeGreaterThan(0)
  })
})
