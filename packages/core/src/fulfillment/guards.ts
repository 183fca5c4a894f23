import { requestProblems } from '../kernel/index.ts'
import { problems } from './problems.ts'
import type { Work, WorkLine } from './reads.ts'
import { allows, type WorkAction } from './statuses.ts'

/** Throws `fulfillment.notAllowed` when the status of the work does not let this happen. */
export function requireAllowed({ order: { status } }: Work, action: WorkAction): void {
  if (allows(status, action)) return
  throw problems.notAllowed({
    detail: `Work that is ${status} does not allow this.`,
    extra: { current: status, action },
  })
}

export interface Part {
  readonly line: WorkLine
  readonly quantity: number
}

/** The lines that were named, or all that is left. Throws `lineNotFound` and `tooMany`. */
export function partsOf(
  { lines }: Work,
  named: readonly { readonly lineId: string; readonly quantity: number }[] | undefined,
): Part[] {
  if (named === undefined) return lines.flatMap((line) => (openOf(line) > 0 ? [{ line, quantity: openOf(line) }] : []))
  if (new Set(named.map(({ lineId }) => lineId)).size < named.length)
    throw requestProblems.invalid({
      errors: [{ path: 'body.lines', code: 'duplicate', message: 'names a line more than once' }],
    })
  return named.map(({ lineId, quantity }, index) => {
    const line = lines.find((one) => one.lineId === lineId)
    const path = `body.lines.${index}`
    if (line === undefined)
      throw problems.lineNotFound({
        errors: [{ path: `${path}.lineId`, code: 'unknown', message: 'is not a line of this work' }],
      })
    if (quantity > openOf(line))
      throw problems.tooMany({
        detail: `${openOf(line)} are left to send.`,
        extra: { lineId, open: openOf(line) },
        errors: [{ path: `${path}.quantity`, code: 'tooMany', message: `must be at most ${openOf(line)}` }],
      })
    return { line, quantity }
  })
}

function openOf({ quantity, fulfilled }: WorkLine): number {
  return quantity - fulfilled
}
