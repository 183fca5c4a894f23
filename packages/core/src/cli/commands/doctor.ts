import { fileOf } from '../../kernel/index.ts'
import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { databaseUrl, ownerOf } from '../database.ts'
import { type Finding, letters, machine, network, settings, storage } from '../doctor/index.ts'

/** `vitrine doctor` */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Looks at this machine, the settings and the database, and says how to mend what it finds',
  usage: [],
  options: { port: { type: 'string' } },
  help: { port: 'the port that the shop should get (default: 3000)' },
  run,
}

async function run({ options, terminal }: CommandCall): Promise<number> {
  const port = portOf(text(options, 'port') ?? '3000')
  const url = databaseUrl(options)
  const file = fileOf(url)
  const owner = ownerOf(file)
  const stored = await storage({ url, file, owner })
  const findings = [
    ...machine(file),
    ...settings(process.env),
    stored,
    ...(stored.ok ? await letters({ url, file, owner }) : []),
    await network(port, owner),
  ]
  const bad = findings.filter(({ ok }) => !ok).length
  const result = {
    ok: bad === 0,
    findings: findings.map(({ fix, ...found }) => (found.ok ? found : { ...found, fix })),
  }
  terminal.done([...findings.flatMap(words), bad === 0 ? 'All is well.' : `${bad} to mend.`], result)
  return bad === 0 ? EXIT.ok : EXIT.findings
}

function portOf(given: string): number {
  const port = Number(given)
  if (/^\d{1,5}$/.test(given) && port >= 1 && port <= 65_535) return port
  throw commandError(`${given} is no port: say a number from 1 to 65535.`)
}

function words({ check, ok, detail, fix }: Finding): string[] {
  return [`${ok ? 'ok  ' : 'FIX '} ${check}: ${detail}`, ...(ok || fix === undefined ? [] : [`       ${fix}`])]
}
