import { RULES } from './rules.ts'

/** What a plugin says of one rule. */
export type Claim =
  | { readonly state: 'done' }
  | { readonly state: 'todo' }
  | { readonly state: 'exempt'; readonly why: string }

export interface Quality {
  readonly kind: 'channel' | 'feature'
  readonly claims: ReadonlyMap<string, Claim>
  /** Day of the last try on a real account: `2026-10-01`. */
  readonly verified: string | undefined
  /** What is wrong with the file itself, in words. */
  readonly faults: readonly string[]
}

const KINDS = ['channel', 'feature'] as const

/** Reads a quality.yaml; what cannot be understood is told in `faults`, and counts as not claimed. */
export async function readQuality(text: string): Promise<Quality> {
  const faults: string[] = []
  const document = await documentOf(text, faults)
  const kind = KINDS.find((one) => one === document.kind)
  if (kind === undefined) faults.push('kind must be channel or feature')
  const claims = new Map<string, Claim>()
  for (const [rule, said] of Object.entries(recordOf(document.rules))) {
    const claim = claimOf(said)
    if (!RULES.some(({ id }) => id === rule)) faults.push(`there is no rule ${rule}`)
    else if (claim === undefined)
      faults.push(`${rule} must be done, todo, or exempt (why), not ${JSON.stringify(said)}`)
    else claims.set(rule, claim)
  }
  const verified = document.verified === undefined ? undefined : String(document.verified)
  return { kind: kind ?? 'feature', claims, verified, faults }
}

/** `yaml` is no dependency of shops: it is loaded when an author first checks a plugin. */
async function documentOf(text: string, faults: string[]): Promise<Readonly<Record<string, unknown>>> {
  const { parse } = await import('yaml')
  try {
    return recordOf(parse(text, { prettyErrors: true }))
  } catch (error) {
    faults.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return {}
  }
}

const recordOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>

function claimOf(said: unknown): Claim | undefined {
  if (said === 'done' || said === 'todo') return { state: said }
  const why = typeof said === 'string' ? /^exempt \((\S.*)\)$/.exec(said)?.[1] : undefined
  return why === undefined ? undefined : { state: 'exempt', why }
}
