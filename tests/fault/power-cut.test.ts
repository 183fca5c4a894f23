import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCommerce } from '../../packages/core/src/commerce.ts'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { setFailpoints } from '../../packages/core/src/kernel/failpoint.ts'
import type { Database } from '../../packages/core/src/kernel/index.ts'
import {
  below,
  cutPower,
  readWal,
  runSeed,
  seeded,
  TAILS,
  type Tail,
  tornCheckpoint,
  type WalRound,
} from '../../packages/core/src/testing/index.ts'
import { glance } from './fixtures/glance.ts'
import { createPromises, type Promises } from './fixtures/promises.ts'
import { openSeller } from './fixtures/seller.ts'
import { type Stocked, stockedFile } from './fixtures/stocked.ts'

const CUTS = Number(process.env.VITRINE_CUTS ?? 120)
/** Checkpoints that the history of the shop has to pass: a WAL begins anew after each. */
const ROUNDS = 3
const SEED = runSeed()

/** The time from one checkpoint to the next: the file as the last one left it, and all that the WAL then got. */
interface Round {
  readonly database: string
  wal: WalRound
}

/** A line that a seller was told, and where the WAL ended at that moment. */
interface Acknowledged {
  readonly line: string
  readonly round: number
  readonly end: number
}

interface Trade {
  readonly rounds: readonly Round[]
  readonly acknowledged: readonly Acknowledged[]
}

let shop: Stocked
let trade: Trade
/** In memory where that is possible: what is cut here is not to be kept. */
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vitrine-cut-'))
const random = seeded(SEED)
beforeAll(async () => {
  shop = await stockedFile()
  trade = await sellThroughCheckpoints()
}, 120_000)
afterAll(() => {
  shop.remove()
  rmSync(scratch, { recursive: true, force: true })
})

/** Sells until the WAL began anew so many times, and keeps what the disk held at every moment. */
async function sellThroughCheckpoints(): Promise<Trade> {
  const rounds: Round[] = []
  const acknowledged: Acknowledged[] = []
  const commerce = await createCommerce({ database: { url: shop.url }, mode: 'development', log: { level: 'silent' } })
  await commerce.start()
  const look = () => {
    const wal = readWal(`${shop.file}-wal`, rounds.at(-1)?.wal)
    if (wal === undefined) return
    const last = rounds.at(-1)
    if (last?.wal.salt === wal.salt) last.wal = wal
    else {
      const database = join(scratch, `round-${rounds.length}.db`)
      copyFileSync(shop.file, database)
      rounds.push({ database, wal })
    }
  }
  setFailpoints({ 'commit.after': look })
  const say = (...words: readonly string[]) =>
    void acknowledged.push({
      line: words.join(' '),
      round: rounds.length - 1,
      end: rounds.at(-1)?.wal.commits.at(-1) ?? 0,
    })
  await (await openSeller(commerce, say)).sell(8, () => rounds.length <= ROUNDS)
  setFailpoints(undefined)
  await commerce.close()
  return { rounds, acknowledged }
}

/** What was acknowledged when the WAL of a round had so many bytes. */
function promisedBy(round: number, keep: number): { promises: Promises; heard: number } {
  const promises = createPromises()
  const lines = trade.acknowledged.filter((one) => one.round < round || (one.round === round && one.end <= keep))
  for (const { line } of lines) promises.hear(line)
  return { promises, heard: lines.length }
}

interface Cut {
  readonly round: number
  readonly keep: number
  readonly tail: Tail
  readonly database?: string
}

let copies = 0

async function afterCut<T>(
  { round, keep, tail, database }: Cut,
  look: (db: Pick<Database, 'raw'>) => Promise<T>,
): Promise<T> {
  const { database: kept, wal } = trade.rounds[round] as Round
  copies += 1
  const to = join(scratch, `cut-${copies}.db`)
  const before = trade.rounds[round - 1]?.wal.bytes
  cutPower({ database: database ?? kept, wal: wal.bytes, keep, tail, before, random, to })
  try {
    return await glance(to, look)
  } finally {
    for (const part of ['', '-wal', '-shm']) rmSync(`${to}${part}`, { force: true })
  }
}

const lengthOf = (round: number) => trade.rounds[round]?.wal.bytes.length ?? 0
const isWhole = async (db: Pick<Database, 'raw'>) => (await db.raw('pragma integrity_check'))[0]?.[0] === 'ok'

describe('a shop whose power is cut', () => {
  it('was at work through checkpoints before the test of it', () => {
    expect(trade.rounds.length).toBeGreaterThan(ROUNDS)
    expect(trade.acknowledged.length).toBeGreaterThan(400)
    for (const { wal } of trade.rounds.slice(0, -1)) expect(wal.commits.length).toBeGreaterThan(10)
  })

  it('has every acknowledged operation, wherever its log ends and whatever stands behind that', {
    timeout: 60 * 60_000,
  }, async () => {
    let least = Number.POSITIVE_INFINITY
    for (let cut = 0; cut < CUTS; cut += 1) {
      const round = 1 + below(random, trade.rounds.length - 1)
      const first = trade.rounds[round]?.wal.commits[0] ?? 0
      const keep = first + below(random, lengthOf(round) - first + 1)
      const tail = TAILS[cut % TAILS.length] as Tail
      const { promises, heard } = promisedBy(round, keep)
      least = Math.min(least, heard)
      const words = `cut ${cut} of seed ${SEED}: round ${round}, ${keep} bytes, then ${tail}`
      await afterCut({ round, keep, tail }, async (db) => {
        expect(await isWhole(db), words).toBe(true)
        expect(await promises.broken(db), words).toEqual([])
        expect(await checkInvariants(db), words).toEqual({ ok: true, violations: [] })
      })
    }
    expect(least).toBeGreaterThan(10)
    process.stdout.write(
      `F3: ${CUTS} power cuts over ${trade.rounds.length} checkpoints, at least ${least} of ${trade.acknowledged.length} acknowledged before each, 0 lost (seed ${SEED})\n`,
    )
  })

  it('has everything when the power goes in the middle of a checkpoint', { timeout: 60 * 60_000 }, async () => {
    const cuts = Math.ceil(CUTS / 10)
    for (let cut = 0; cut < cuts; cut += 1) {
      const round = below(random, trade.rounds.length - 1)
      const [before, after] = [round, round + 1].map((at) => readFileSync(trade.rounds[at]?.database ?? ''))
      const database = join(scratch, 'torn.db')
      writeFileSync(database, tornCheckpoint(before as Buffer, after as Buffer, random))
      const { promises } = promisedBy(round, lengthOf(round))
      const words = `torn checkpoint ${cut} of seed ${SEED}, round ${round}`
      await afterCut({ round, keep: lengthOf(round), tail: 'nothing', database }, async (db) => {
        expect(await isWhole(db), words).toBe(true)
        expect(await promises.broken(db), words).toEqual([])
      })
    }
  })

  it('would be caught if it acknowledged what its log does not hold yet', async () => {
    const orders = trade.acknowledged.filter(({ line }) => line.startsWith('placed '))
    for (let cut = 0; cut < 20; cut += 1) {
      const { round, end, line } = orders[below(random, orders.length)] as Acknowledged
      const { promises } = promisedBy(round, end)
      const lost = await afterCut({ round, keep: end - 1, tail: 'nothing' }, (db) => promises.broken(db))
      expect(lost, line).not.toEqual([])
    }
  })
})
