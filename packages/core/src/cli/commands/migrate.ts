import { createLog, fileOf, migrate, openDatabase, pendingMigrations, systemClock } from '../../kernel/index.ts'
import { migrations } from '../../migrations/index.ts'
import { type Command, type CommandCall, EXIT, text } from '../command.ts'
import { databaseUrl } from '../connection.ts'

/** `vitrine migrate --dry-run` */
export const migrateSchema: Command = {
  name: 'migrate',
  summary: 'Brings the schema of a database up to date (a shop does so itself when it starts)',
  usage: '',
  options: { 'dry-run': { type: 'boolean' } },
  help: { 'dry-run': 'only list what would be applied' },
  run,
}

async function run({ options, terminal }: CommandCall): Promise<number> {
  const url = databaseUrl(text(options, 'database'))
  const { db } = openDatabase({ url, now: systemClock, log: createLog({ level: 'warn' }), ...authOf(url) })
  try {
    const owners = [{ owner: 'core', migrations }]
    const pending = await pendingMigrations(db, owners)
    const names = pending.map(({ owner, name }) => `${owner}/${name}`)
    if (options['dry-run'] !== true) await migrate(db, owners, systemClock())
    const verb = options['dry-run'] === true ? 'would be applied' : 'applied'
    terminal.done(
      names.length === 0
        ? ['The schema is up to date.']
        : [`${names.length} ${verb}:`, ...names.map((name) => `  ${name}`)],
      { pending: names, applied: options['dry-run'] !== true },
    )
    return EXIT.ok
  } finally {
    await db.close()
  }
}

function authOf(url: string): { authToken?: string } {
  const authToken = process.env.VITRINE_DATABASE_TOKEN
  return fileOf(url) !== undefined || authToken === undefined ? {} : { authToken }
}
