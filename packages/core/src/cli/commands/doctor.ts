import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { createLog, fileOf, openDatabase, pendingMigrations, readOwner, systemClock } from '../../kernel/index.ts'
import { migrations } from '../../migrations/index.ts'
import { type Command, type CommandCall, EXIT, text } from '../command.ts'
import { databaseUrl } from '../connection.ts'

interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  /** The command or act that mends it. */
  readonly fix?: string
}

/** `vitrine doctor` */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Looks at this machine and the database, and says how to mend what it finds',
  usage: '',
  options: { port: { type: 'string' } },
  help: { port: 'the port that the shop should get (default: 3000)' },
  run,
}

async function run({ options, terminal }: CommandCall): Promise<number> {
  const url = databaseUrl(text(options, 'database'))
  const file = fileOf(url)
  const findings = [
    nodeVersion(),
    ...(file === undefined ? [] : [folder(file), space(file)]),
    await database(url, file),
    await port(Number(text(options, 'port') ?? '3000'), file),
    ...environment(),
  ]
  const bad = findings.filter(({ ok }) => !ok)
  const lines = findings.flatMap(({ check, ok, detail, fix }) => [
    `${ok ? 'ok  ' : 'FIX '} ${check}: ${detail}`,
    ...(ok || fix === undefined ? [] : [`       ${fix}`]),
  ])
  terminal.done([...lines, bad.length === 0 ? 'All is well.' : `${bad.length} to mend.`], {
    ok: bad.length === 0,
    findings,
  })
  return bad.length === 0 ? EXIT.ok : EXIT.findings
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > 20 || (major === 20 && minor >= 19)
  return { check: 'Node.js', ok, detail: process.versions.node, fix: 'Install Node.js 20.19 or newer.' }
}

function folder(file: string): Finding {
  const path = dirname(resolve(file))
  const known = nearestExisting(path)
  try {
    accessSync(known, constants.W_OK)
    return { check: 'data folder', ok: true, detail: path }
  } catch {
    return {
      check: 'data folder',
      ok: false,
      detail: `${known} cannot be written`,
      fix: `Give this user the right to write: chown "$(id -un)" ${known}`,
    }
  }
}

const LEAST_SPACE = 256 * 1_048_576

function space(file: string): Finding {
  const { bavail, bsize } = statfsSync(nearestExisting(dirname(resolve(file))))
  const free = bavail * bsize
  return {
    check: 'free disk',
    ok: free > LEAST_SPACE,
    detail: `${Math.round(free / 1_048_576)} MB`,
    fix: 'Make room: writes are refused when the disk is full.',
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

async function database(url: string, file: string | undefined): Promise<Finding> {
  const check = 'database'
  if (file !== undefined && !existsSync(file))
    return { check, ok: true, detail: `${file} will be made at the first start` }
  const owner = file === undefined ? undefined : readOwner(file)
  if (owner !== undefined)
    return { check, ok: true, detail: `open in process ${owner.pid}${owner.url === undefined ? '' : `, ${owner.url}`}` }
  try {
    const { db } = openDatabase({ url, now: systemClock, log: createLog({ level: 'silent' }) })
    try {
      const [quick] = file === undefined ? [['ok']] : await db.raw('pragma quick_check')
      if (quick?.[0] !== 'ok')
        return {
          check,
          ok: false,
          detail: String(quick?.[0]),
          fix: 'Restore the last backup: vitrine restore <file.db>',
        }
      const pending = await pendingMigrations(db, [{ owner: 'core', migrations }])
      return {
        check,
        ok: true,
        detail: `${sizeOf(file)}${pending.length === 0 ? 'schema up to date' : `${pending.length} migrations wait for the next start`}`,
      }
    } finally {
      await db.close()
    }
  } catch (error) {
    return {
      check,
      ok: false,
      detail: (error as Error).message,
      fix: 'Start the version that wrote it, or restore a backup: vitrine restore <file.db>',
    }
  }
}

function sizeOf(file: string | undefined): string {
  return file === undefined ? '' : `${(statSync(file).size / 1_048_576).toFixed(1)} MB, `
}

async function port(number: number, file: string | undefined): Promise<Finding> {
  const check = `port ${number}`
  const owner = file === undefined || !existsSync(file) ? undefined : readOwner(file)
  if (owner?.url?.endsWith(`:${number}`) === true) return { check, ok: true, detail: 'this shop listens there' }
  const isFree = await new Promise<boolean>((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(number, '127.0.0.1', () => probe.close(() => done(true)))
  })
  return {
    check,
    ok: isFree,
    detail: isFree ? 'free' : 'in use by another program',
    fix: `Choose another: --port ${number + 1}`,
  }
}

const KNOWN = [
  'VITRINE_DATABASE_URL',
  'VITRINE_DATABASE_TOKEN',
  'VITRINE_SECRET',
  'VITRINE_SMTP_URL',
  'VITRINE_PUBLIC_URL',
  'VITRINE_FAILPOINTS',
  'VITRINE_TEST_LOG',
]

/** A misspelt setting is ignored by everybody; here it is named. */
function environment(): Finding[] {
  const strange = Object.keys(process.env).filter((name) => name.startsWith('VITRINE_') && !KNOWN.includes(name))
  return strange.map((name) => ({
    check: 'environment',
    ok: false,
    detail: `${name} is not known`,
    fix: `Known: ${KNOWN.join(', ')}.`,
  }))
}
