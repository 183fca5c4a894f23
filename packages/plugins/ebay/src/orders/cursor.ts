import { channelFailure } from '@vitrine/core'

/** Where reading stands: a window of modification times, and how far it was read. */
export interface Cursor {
  /** Milliseconds. */
  readonly from: number
  /** Null: everything before `from` was read. */
  readonly page: { readonly to: number; readonly offset: number; readonly total: number } | null
}

const TEXT = /^1\.(\d{10,14})(?:\.(\d{10,14})\.(\d{1,7})\.(\d{1,7}))?$/
/** Clocks of two machines. */
const SKEW = 600_000

export function writeCursor({ from, page }: Cursor): string {
  return page === null ? `1.${from}` : `1.${from}.${page.to}.${page.offset}.${page.total}`
}

/** Throws `refused` for what we never wrote, or what lies in the future: the engine then begins again. */
export function readCursor(text: string, now: number): Cursor {
  const [, from, to, offset, total] = TEXT.exec(text) ?? []
  const isAbsurd = from === undefined || Number(from) > now + SKEW || Number(to ?? 0) > now + SKEW
  if (isAbsurd)
    throw channelFailure({ kind: 'refused', code: 'cursor', message: `${text.slice(0, 80)} is no cursor of ours.` })
  const page = to === undefined ? null : { to: Number(to), offset: Number(offset), total: Number(total) }
  return { from: Number(from), page }
}
