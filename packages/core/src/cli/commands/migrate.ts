import { existsSync } from 'node:fs'
import { fileOf, migrate, pendingMigrations, systemClock } from '../../kernel/index.ts'
import { version } from '../../version.ts'
import { type Command, type CommandCall, commandError, EXIT } from '../command.ts'
import { databaseUrl, OWNED_MIGRATIONS, openBare } from '../database.ts'

/** `vitrine migrate --dry-run` */
export const migrateSchema: Command = {
  name: 'migrate',
  summary: 'Brings the schema of a database up to date, as a shop also does when it starts',
  usage: [],
  options: { 'dry-run': { type: 'boolean' } },
  help: { 'dry-run': 'only list what would be applied' },
  run,
}

async function run({ options, terminal }: CommandCall): Promise<number> {
  const isDry = options['dry-run'] === true
  const names = await work(databaseUrl(options), isDry)
  const verb = isDry ? 'would be applied' : 'applied'
  terminal.done(
    names.length === 0
      ? ['The schema is up to date.']
      : [`${names.length} ${verb}:`, ...names.map((name) => `  ${name}`)],
    { dryRun: isDry, migrations: names },
  )
  return EXIT.ok
}

async function work(url: string, isDry: boolean): Promise<string[]> {
  const file = fileOf(url)
  if (isDry && file !== undefined && !existsSync(file))
    return OWNED_MIGRATIONS.flatMap(({ owner, migrations }) => migrations.map(({ name }) => `${owner}/${name}`))
  const { db } = openBare(url)
  try {
    if (!isDry) return await migrate(db, OWNED_MIGRATIONS, systemClock(), version)
    const pending = await pendingMigrations(db, OWNED_MIGRATIONS)
    return pending.map(({ owner, name }) => `${owner}/${name}`)
  } catch (error) {
    throw commandError((error as Error).message, { exitCode: EXIT.unavailable })
  } finally {
    await db.close()
  }
}
