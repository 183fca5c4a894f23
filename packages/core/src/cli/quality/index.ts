import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Quality, readQuality } from './claims.ts'
import { type Case, filesOf, readFacts } from './facts.ts'
import { MANY } from './faults.ts'
import { runSuites } from './suites.ts'
import { judge, type Verdict } from './verdict.ts'

export interface Checked extends Verdict {
  readonly name: string
  /** What is wrong with its quality.yaml. */
  readonly faults: readonly string[]
  readonly cases: Readonly<Record<Case['status'], number>>
}

/** Names of the packages in a folder that have a quality.yaml, or are named. */
export function pluginsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'package.json')))
}

const NOTHING: Quality = {
  kind: 'feature',
  claims: new Map(),
  verified: undefined,
  faults: ['there is no quality.yaml'],
}

async function qualityOf(folder: string): Promise<Quality> {
  const file = join(folder, 'quality.yaml')
  return existsSync(file) ? readQuality(readFileSync(file, 'utf8')) : NOTHING
}

function suitesOf(folder: string): string[] {
  return filesOf(folder)
    .filter((path) => /(^|[/.-])conformance[\w.-]*\.test\.ts$/.test(path))
    .map((path) => join(folder, 'src', path))
}

/** Checks packages of plugins against what they claim; their suites run together, with many of everything where that is claimed. */
export async function checkPlugins(
  folders: readonly { readonly name: string; readonly folder: string }[],
  { root, now }: { readonly root: string; readonly now: number },
): Promise<Checked[]> {
  const claimed = await Promise.all(
    folders.map(async ({ name, folder }) => ({ name, folder, quality: await qualityOf(folder) })),
  )
  const isLoaded = claimed.some(({ quality }) => quality.claims.get('load')?.state === 'done')
  const { cases } = await runSuites(
    root,
    folders.flatMap(({ folder }) => suitesOf(folder)),
    isLoaded ? { VITRINE_LOAD: String(MANY) } : {},
  )
  return claimed.map(({ name, folder, quality: { faults, ...quality } }) => {
    const own = suitesOf(folder).flatMap((file) => cases.get(file) ?? [])
    const facts = { ...readFacts(folder), kind: quality.kind, verified: quality.verified, now, cases: own }
    const count = (status: Case['status']) => own.filter((one) => one.status === status).length
    const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
    return { name, faults, cases: counts, ...judge(quality, facts) }
  })
}
