import type { Context } from './context.ts'
import type { Outcome } from './database/engine.ts'
import { REPEATED, STALE } from './database/failure.ts'
import type { Statement } from './database/statement.ts'
import { problems } from './problems.ts'

/** What a plan decides after reading: the lines to run, and the ids from which the answer is rendered. */
export interface Plan<Result> {
  readonly statements: readonly Statement[]
  readonly result: Result
}

export interface Done<Result> {
  readonly result: Result
  /** Rows of statements with RETURNING, by index; empty when replayed. */
  readonly rows: Outcome['rows']
  /** True when an earlier run of the same command answered. */
  readonly replayed: boolean
}

export interface RunOptions<Result> {
  /** What it does, for people: `cart.addLine`. */
  readonly name: string
  /**
   * Natural id of the command, such as `order.place/crt_…`: it can then happen once only, whoever submits it.
   * Without one the request's Idempotency-Key answers, else a new id.
   */
  readonly id?: string
  /** Reads a snapshot and compiles it to lines. Runs again, at most five times, when the snapshot proves stale. */
  readonly plan: (commandId: string) => Promise<Plan<Result>> | Plan<Result>
}

const ATTEMPTS = 5
const NO_ROWS: Outcome['rows'] = new Map()

/** Runs one command: plan, write, and on a repeated id the stored result of the first run. The only way in which services change data. */
export async function run<Result>(ctx: Context, { name, id, plan }: RunOptions<Result>): Promise<Done<Result>> {
  const asked = id === undefined ? askedId(ctx) : undefined
  const commandId = id ?? asked?.id ?? ctx.newId('cmd')
  if (asked !== undefined) {
    const before = await replay<Result>(ctx, asked)
    if (before !== undefined) return before
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { statements, result } = await plan(commandId)
    try {
      const fingerprint = asked?.fingerprint === undefined ? {} : { fingerprint: asked.fingerprint }
      const outcome = await ctx.db.write({ id: commandId, name, statements, result, at: ctx.now(), ...fingerprint })
      return { result, rows: outcome.rows, replayed: false }
    } catch (error) {
      if (error === REPEATED) return replayOf<Result>(ctx, asked ?? { id: commandId })
      if (error !== STALE) throw error
    }
  }
  throw problems.conflict()
}

interface Asked {
  readonly id: string
  readonly fingerprint?: string
}

/** The first command of a request carries its key, later ones the key and their position: a repeated request meets each again. */
function askedId(ctx: Context): Asked | undefined {
  const { command } = ctx.request
  if (command === undefined) return undefined
  command.uses += 1
  return { id: command.uses === 1 ? command.id : `${command.id}/${command.uses}`, fingerprint: command.fingerprint }
}

async function replayOf<Result>(ctx: Context, asked: Asked): Promise<Done<Result>> {
  const found = await replay<Result>(ctx, asked)
  if (found === undefined) throw problems.conflict()
  return found
}

/** The stored result, before anything is planned: what was possible the first time may be impossible now. */
async function replay<Result>(ctx: Context, asked: Asked): Promise<Done<Result> | undefined> {
  const stored = await ctx.db.findCommand(asked.id)
  if (stored === undefined) return undefined
  if (asked.fingerprint !== undefined && stored.fingerprint !== asked.fingerprint) throw problems.keyReused()
  if (ctx.request.command !== undefined) ctx.request.command.replayed = true
  return { result: stored.result as Result, rows: NO_ROWS, replayed: true }
}
