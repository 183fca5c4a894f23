import { companionLines } from './companion.ts'
import type { Context, Joining } from './context.ts'
import type { Transaction } from './database/database.ts'
import type { Outcome, WriteOptions } from './database/engine.ts'
import { REPEATED, STALE } from './database/failure.ts'
import { commands } from './database/schema.ts'
import { insertInto, type Statement } from './database/statement.ts'
import { isProblem } from './problem.ts'
import { problems } from './problems.ts'

/** What a plan decides after reading: the lines to run, and the ids from which the answer is rendered. */
export interface Plan<Result> {
  readonly statements: readonly Statement[]
  readonly result: Result
  /** Nothing that is written names the command: no ledger, event or timeline. Without a key of its own it then need not be remembered. */
  readonly isUnnamed?: boolean | undefined
}

export interface Done<Result> {
  readonly result: Result
  /** Rows of statements with RETURNING, by index; empty when replayed. */
  readonly rows: Outcome['rows']
  /** True when an earlier run of the same command answered. */
  readonly replayed: boolean
}

interface CommandOptions {
  /** What it does, for people: `cart.addLine`. */
  readonly name: string
  /**
   * Natural id of the command, such as `order.place/crt_…`: it can then happen once only, whoever submits it.
   * Without one the request's Idempotency-Key answers, else a new id.
   */
  readonly id?: string
  /** Nearly always new: an earlier run is found when this one is written, not looked for before. */
  readonly isNew?: boolean
}

export interface RunOptions<Result> extends CommandOptions, WriteOptions {
  /** Reads a snapshot and compiles it to lines. Runs again, at most five times, when the snapshot proves stale. */
  readonly plan: (commandId: string) => Promise<Plan<Result>> | Plan<Result>
}

export interface ExclusiveOptions<Result> extends CommandOptions {
  /** Reads and writes step by step; the result is small JSON. Must not call `run` or anything else that writes. */
  readonly body: (transaction: Transaction, commandId: string) => Promise<Result>
}

const ATTEMPTS = 5
const NO_ROWS: Outcome['rows'] = new Map()

/** Runs one command: plan, write, and on a repeated id the stored result of the first run. The only way in which services change data. */
export async function run<Result>(
  ctx: Context,
  { plan, priority = ctx.request.priority, ...options }: RunOptions<Result>,
): Promise<Done<Result>> {
  const join = takeJoining(ctx)
  return once(ctx, options, async (asked) => {
    for (let attempt = 1; ; attempt += 1) {
      const planned = await plan(asked.id)
      const { result } = planned
      const statements =
        join === undefined ? planned.statements : [...planned.statements, ...(await join(asked.id, result))]
      const isUnnamed = planned.isUnnamed === true && join === undefined
      try {
        const { id, fingerprint } = asked
        const isForgotten = isUnnamed && asked.isOwn === true
        const command = {
          id,
          name: options.name,
          fingerprint,
          at: ctx.now(),
          statements,
          result,
          priority,
          isForgotten,
        }
        const companions = companionLines(ctx, command)
        const lines = companions.length === 0 ? statements : [...statements, ...companions]
        const { rows } = await ctx.db.write(lines === statements ? command : { ...command, statements: lines })
        return { result, rows, replayed: false }
      } catch (error) {
        if (error !== STALE || attempt === ATTEMPTS) throw error
      }
    }
  })
}

/** Runs a command that must decide between its lines, holding the writer: rare staff work. Undone after 1 s; see `Database.exclusive`. */
export async function runExclusive<Result>(
  ctx: Context,
  { body, ...options }: ExclusiveOptions<Result>,
): Promise<Done<Result>> {
  const join = takeJoining(ctx)
  return once(ctx, options, async (asked) => {
    const command = commandOf(ctx, options, asked)
    const result = await ctx.db.exclusive(command, async (transaction) => {
      const statements: Statement[] = []
      const noting: Transaction = {
        ...transaction,
        run(line) {
          statements.push(line)
          return transaction.run(line)
        },
      }
      const found = await body(noting, asked.id)
      for (const line of (await join?.(asked.id, found)) ?? []) await noting.run(line)
      for (const line of companionLines(ctx, { ...command, statements, result: found })) await transaction.run(line)
      return found
    })
    return { result, rows: NO_ROWS, replayed: false }
  })
}

/** What joins this command; a later one of the same request goes without it. */
function takeJoining({ request: { also } }: Context): Joining['lines'] | undefined {
  if (also === undefined || also.isTaken) return undefined
  also.isTaken = true
  return also.lines
}

interface Asked {
  readonly id: string
  readonly fingerprint?: string
  /** Made for this run: nobody else can ask for it. */
  readonly isOwn?: true
}

function commandOf(ctx: Context, { name }: CommandOptions, { id, fingerprint }: Asked) {
  return { id, name, at: ctx.now(), ...(fingerprint === undefined ? {} : { fingerprint }) }
}

/** Does the work unless it was done before: then the stored result answers. */
async function once<Result>(
  ctx: Context,
  { id, isNew = ctx.request.command?.isNew ?? false }: CommandOptions,
  work: (asked: Asked) => Promise<Done<Result>>,
): Promise<Done<Result>> {
  const known = id === undefined ? keyedId(ctx) : { id }
  const before = known === undefined || isNew ? undefined : await replay<Result>(ctx, known)
  if (before !== undefined) return before
  const asked = known ?? { id: ctx.newId('cmd'), isOwn: true }
  try {
    return await work(asked)
  } catch (error) {
    if (error === STALE) throw problems.conflict()
    if (error === REPEATED) return (await replay<Result>(ctx, asked)) ?? conflict()
    // Somebody else ran it between what this plan read first and what it read last: that is its answer, not the refusal.
    const done = known !== undefined && isProblem(error) ? await replay<Result>(ctx, asked) : undefined
    if (done === undefined) throw error
    return done
  }
}

function conflict(): never {
  throw problems.conflict()
}

/** The first command of a request carries its key, later ones the key and their position: a repeated request meets each again. */
function keyedId(ctx: Context): Asked | undefined {
  const { command } = ctx.request
  if (command === undefined) return undefined
  command.uses += 1
  return { id: command.uses === 1 ? command.id : `${command.id}/${command.uses}`, fingerprint: command.fingerprint }
}

/** The stored result, before anything is planned: what was possible the first time may be impossible now. */
async function replay<Result>(ctx: Context, asked: Asked): Promise<Done<Result> | undefined> {
  const stored = await ctx.db.findCommand(asked.id)
  if (stored === undefined) return undefined
  if (asked.fingerprint !== undefined && stored.fingerprint !== asked.fingerprint) throw problems.keyReused()
  if (ctx.request.command !== undefined) ctx.request.command.replayed = true
  return { result: stored.result as Result, rows: NO_ROWS, replayed: true }
}

const insertKey = insertInto(commands)

/**
 * For work whose commands have natural ids: the line that keeps the request's Idempotency-Key with the command that ends it,
 * so that a repeat is known by its key (`answered`) and a reuse for something else is refused.
 */
export function keepKey(
  ctx: Context,
  { name, result }: { readonly name: string; readonly result: unknown },
): Statement[] {
  const { key } = ctx.request
  if (key === undefined) return []
  const row = { id: key.id, fingerprint: key.fingerprint, name, result, at: ctx.now() }
  return [insertKey(row, { refuse: () => problems.keyReused() })]
}

/** What was kept for the request's key, marked as replayed. Throws `request.keyReused` when the key was used with another request. */
export async function answered<Result>(ctx: Context): Promise<Result | undefined> {
  const { command } = ctx.request
  if (command === undefined) return undefined
  return (await replay<Result>(ctx, { id: command.id, fingerprint: command.fingerprint }))?.result
}
