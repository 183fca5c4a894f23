import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { SCHEMA_NEWER } from '../../packages/core/src/kernel/database/migrate.ts'
import { type Database, migrate } from '../../packages/core/src/kernel/index.ts'
import { migrations } from '../../packages/core/src/migrations/index.ts'
import { below, openTestApp, runSeed, seeded } from '../../packages/core/src/testing/index.ts'
import { type CrashImage, core, crashImages, migrateCarelessly, open } from './fixtures/crash-images.ts'

/** One crash in so many statements, beside those between the steps; 1 looks at every one. */
const EVERY = Number(process.env.VITRINE_MIGRATION_EVERY ?? 10)
const SEED = runSeed()
const random = seeded(SEED)

const schemaOf = (db: Database) =>
  db.raw("select type, name, sql from sqlite_master where name not like 'sqlite_%' order by 1, 2")

/** A crash leaves a step done or undone, in order; the next start does the rest, and the shop is as good as a new one. */
async function expectMended({ file, place, at }: CrashImage, whole: readonly unknown[][]): Promise<number> {
  const db = await open(file)
  const where = `${place} at statement ${at}, VITRINE_SEED=${SEED}`
  try {
    const applied = await db
      .raw("select 1 from sqlite_master where name = 'migrations'")
      .then(async ([known]) => (known === undefined ? [] : (await db.raw('select name from migrations')).flat().sort()))
    expect(applied, where).toEqual(
      migrations
        .slice(0, applied.length)
        .map(({ name }) => name)
        .sort(),
    )
    const rest = await migrate(db, core(migrations), 2)
    expect(rest, where).toEqual(migrations.slice(applied.length).map(({ name }) => `core/${name}`))
    expect(await schemaOf(db), where).toEqual(whole)
    expect(await db.raw('pragma integrity_check'), where).toEqual([['ok']])
    expect(await db.raw('pragma foreign_key_check'), where).toEqual([])
    return applied.length
  } finally {
    await db.close()
  }
}

describe('migrations', () => {
  let whole: unknown[][]
  beforeAll(async () => {
    const { app, close } = await openTestApp()
    whole = await schemaOf(app.db)
    await close()
  })

  it('are all that lie in their folder, each once, in the order of their names', () => {
    const folder = fileURLToPath(new URL('../../packages/core/src/migrations', import.meta.url))
    const files = readdirSync(folder).filter((file) => /^\d{4}_\w+\.ts$/.test(file))
    expect(files.length).toBeGreaterThanOrEqual(17)
    expect(migrations.map(({ name }) => `${name}.ts`)).toEqual(files.sort())
    for (const { name, statements } of migrations) expect([name, statements.length > 0]).toEqual([name, true])
  })

  it('survive a crash at any statement: the step is done or undone, and the next start finishes', {
    timeout: 300_000,
  }, async () => {
    const { images, statements, forget } = await crashImages(migrations, {
      run: (db, owners) => migrate(db, owners, 1),
      /* After each commit always: then every step was once the last. */
      isWanted: ({ place }) => place === 'commit.after' || below(random, EVERY) === 0,
    })
    expect(statements).toBe(1 + migrations.reduce((sum, step) => sum + step.statements.length + 1, 0))
    const seen = new Set<number>()
    const places = new Set(images.map(({ place }) => place))
    expect(places.size).toBeGreaterThan(1)
    expect(images.length).toBeGreaterThan(migrations.length + statements / EVERY / 3)
    for (const image of images) seen.add(await expectMended(image, whole))
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: migrations.length + 1 }, (_, done) => done))
    process.stdout.write(
      `${images.length} crashes in ${statements} statements of ${migrations.length} migrations, 0 half done, VITRINE_SEED=${SEED}\n`,
    )
    forget()
  })

  it('refuse a database of a newer program, from every step on, and leave it as it is', async () => {
    const { app, close } = await openTestApp()
    for (let known = 0; known < migrations.length; known += 1) {
      const old = core(migrations.slice(0, known))
      await expect(migrate(app.db, old, 2), `a program that knows ${known}`).rejects.toMatchObject({
        code: SCHEMA_NEWER,
      })
    }
    expect(await schemaOf(app.db)).toEqual(whole)
    expect(await checkInvariants(app.db)).toEqual({ ok: true, violations: [] })
    await close()
  })

  it('would be found out if a crash left a step half done', { timeout: 60_000 }, async () => {
    const few = migrations.slice(0, 3)
    const { images, forget } = await crashImages(few, {
      run: migrateCarelessly,
      isWanted: ({ place }) => place === 'commit.after',
    })
    expect(images.length).toBeGreaterThan(10)
    const broken = await Promise.all(
      images.slice(2).map((image) =>
        expectMended(image, whole).then(
          () => 0,
          () => 1,
        ),
      ),
    )
    expect(broken.reduce((sum: number, one) => sum + one, 0)).toBeGreaterThan(images.length / 2)
    forget()
  })
})
