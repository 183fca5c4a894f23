import { failpoint, OWED } from '../../kernel/index.ts'
import type { CommandOutcome } from '../acknowledgement.ts'
import type { Failure } from '../failure.ts'
import { ask, drain, isHalt, type Work } from '../lane/index.ts'
import { callOf } from './call.ts'
import { type CommandRow, dueCommands, patchCommand } from './command-rows.ts'
import { noted } from './given-back.ts'
import { readBack } from './read-back.ts'
import { putOff, settleCommand } from './settle.ts'

/** Tells the channel what the shop decided about its orders, those of one order in their order. */
export async function sendCommands(work: Work): Promise<void> {
  const { ctx, connection, signal } = work
  await drain(work, {
    due: () => ctx.db.all(dueCommands, { connectionId: connection.id, now: ctx.now() }),
    // Staff may have put it right meanwhile, which makes it another request.
    mark: ({ id, tries, askedAt, updatedAt, payload }) =>
      `${id} ${tries} ${askedAt} ${updatedAt} ${JSON.stringify(payload)}`,
    async work(due) {
      const stuck = new Set<string>()
      for (const row of due) {
        if (signal.aborted) return
        if (!stuck.has(row.orderId) && !(await sendOne(work, row))) stuck.add(row.orderId)
      }
    },
  })
}

/** False when it must be tried again. */
async function sendOne(work: Work, row: CommandRow): Promise<boolean> {
  const { ctx, recorder } = work
  recorder.count({ seen: 1 })
  const call = callOf(work, row)
  if (call === undefined) return end(work, row, unsupported(row.kind))
  if (row.askedAt !== null) {
    const known = await readBack(work, row)
    failpoint('channels.commandReadBack')
    if (known === 'later')
      return fail(work, row, { kind: 'unknown', message: 'the channel does not tell what became of it' })
    if (known !== 'repeat') return end(work, row, known)
  }
  const before = await noted(work, row)
  if ('failure' in before) return fail(work, row, before.failure)
  await ctx.db.batch([patchCommand({ id: row.id }, { ...before.note, askedAt: ctx.now() })], OWED)
  failpoint('channels.commandAsked')
  const answer = await askOnce(work, row, call)
  failpoint('channels.commandSent')
  return 'said' in answer ? end(work, row, answer.said) : refusedOrFailed(work, row, answer.failure)
}

/** A call that was not let through was not heard: it needs no reading back. */
async function askOnce(work: Work, row: CommandRow, call: () => Promise<CommandOutcome>) {
  try {
    return await ask(work, { step: row.kind, about: [row.externalId] }, call)
  } catch (thrown) {
    if (isHalt(thrown)) await work.ctx.db.batch([patchCommand({ id: row.id }, { askedAt: null })], OWED)
    throw thrown
  }
}

function refusedOrFailed(work: Work, row: CommandRow, failure: Failure): Promise<boolean> {
  if (failure.kind !== 'refused') return fail(work, row, failure)
  const { message, code = 'refused' } = failure
  return end(work, row, {
    outcome: 'refused',
    issues: failure.issues ?? [{ severity: 'error', code, message }],
  })
}

async function end({ ctx, recorder }: Work, row: CommandRow, said: CommandOutcome): Promise<boolean> {
  await settleCommand(ctx, row, said)
  failpoint('channels.commandSettled')
  recorder.count(said.outcome === 'refused' ? { refused: 1 } : { changed: 1 })
  return true
}

/** In conflict with what the channel has: it may have been done before, which is read back. */
async function fail({ ctx, recorder }: Work, row: CommandRow, { kind, message }: Failure): Promise<boolean> {
  recorder.count({ failed: 1 })
  await putOff(ctx, row, { message, isUnknown: kind === 'unknown' || kind === 'conflict' })
  return false
}

function unsupported(kind: CommandRow['kind']): CommandOutcome {
  const message = `the channel cannot be told: ${kind}`
  return { outcome: 'refused', issues: [{ severity: 'error', code: 'unsupported', message }] }
}
