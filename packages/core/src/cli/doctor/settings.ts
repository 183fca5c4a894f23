import { nearest } from '../../kernel/index.ts'
import type { Finding } from './finding.ts'

/** What a shop reads from the environment, without the `VITRINE_` of all of them. */
const KNOWN = [
  'DATABASE_URL',
  'DATABASE_TOKEN',
  'SECRET',
  'PUBLIC_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'URL',
  'ADMIN_KEY',
  'TOKEN',
  'FAILPOINTS',
]

const SHORTEST_SECRET = 32

/** A misspelt setting is ignored by everybody; here it is named. A name that resembles none is somebody else's: of a plugin, of tests. */
export function settings(environment: Readonly<Record<string, string | undefined>>): Finding[] {
  const names = Object.keys(environment).flatMap((name) => /^VITRINE_(.+)$/.exec(name)?.[1] ?? [])
  return [secret(environment), ...names.flatMap(misspelt)]
}

function misspelt(name: string): Finding[] {
  const meant = KNOWN.includes(name) ? undefined : nearest(name, KNOWN)
  if (meant === undefined) return []
  const fix = `Did you mean VITRINE_${meant}?`
  return [{ check: 'environment', ok: false, detail: `VITRINE_${name} is not known`, fix }]
}

function secret({ VITRINE_SECRET, NODE_ENV }: Readonly<Record<string, string | undefined>>): Finding {
  const check = 'secret'
  const fix = 'Set VITRINE_SECRET, and keep it: openssl rand -base64 32'
  if (VITRINE_SECRET === undefined || VITRINE_SECRET === '')
    return NODE_ENV === 'production'
      ? { check, ok: false, detail: 'production needs one', fix }
      : { check, ok: true, detail: 'made and kept in the data folder (development)' }
  const ok = VITRINE_SECRET.length >= SHORTEST_SECRET
  return { check, ok, detail: ok ? 'from VITRINE_SECRET' : `shorter than ${SHORTEST_SECRET} characters`, fix }
}
