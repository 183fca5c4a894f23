import { nearest } from '../../kernel/index.ts'
import type { Finding } from './finding.ts'

/** What the core, its documentation and its tests read from the environment. */
const KNOWN = [
  'VITRINE_DATABASE_URL',
  'VITRINE_DATABASE_TOKEN',
  'VITRINE_SECRET',
  'VITRINE_PUBLIC_URL',
  'VITRINE_SMTP_URL',
  'VITRINE_MAIL_FROM',
  'VITRINE_URL',
  'VITRINE_ADMIN_KEY',
  'VITRINE_TOKEN',
  'VITRINE_FAILPOINTS',
  'VITRINE_KILLS',
  'VITRINE_MIGRATION_EVERY',
  'VITRINE_SEED',
  'VITRINE_SQLD_KILLS',
  'VITRINE_SQLD_LOSS_MS',
  'VITRINE_SQLD_PAUSE_MS',
  'VITRINE_SQLD_STORM_MS',
  'VITRINE_TEST_LOG',
  'VITRINE_TIMING_ROUNDS',
]

const SHORTEST_SECRET = 32

/** A misspelt setting is ignored by everybody; here it is named. */
export function settings(environment: Readonly<Record<string, string | undefined>>): Finding[] {
  const strange = Object.keys(environment).filter((name) => name.startsWith('VITRINE_') && !KNOWN.includes(name))
  return [secret(environment), ...strange.map(unknown)]
}

function unknown(name: string): Finding {
  const meant = nearest(name, KNOWN)
  const fix = meant === undefined ? `Known are: ${KNOWN.join(', ')}.` : `Did you mean ${meant}?`
  return { check: 'environment', ok: false, detail: `${name} is not known`, fix }
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
