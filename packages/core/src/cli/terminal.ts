/** Where a command writes: words for people on stderr and stdout, one JSON object on stdout for machines. */
export interface Terminal {
  readonly isJson: boolean
  line(text: string): void
  /** A count that grows: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
  progress(text: string): void
  /** The end: a summary in words, or the object when `--json` was asked for. */
  done(summary: readonly string[], result: unknown): void
  fail(message: string, hint?: string): void
}

export interface Streams {
  readonly out: { write(text: string): unknown }
  readonly error: { write(text: string): unknown; readonly isTTY?: boolean }
  readonly now: () => number
}

const PLAIN_EVERY = 3_000

export function createTerminal(streams: Streams, isJson: boolean): Terminal {
  const { out, error } = streams
  const isLive = error.isTTY === true
  let shownAt = Number.NEGATIVE_INFINITY
  let isOpen = false
  const closeLine = () => {
    if (isOpen) error.write('\n')
    isOpen = false
  }
  return {
    isJson,
    line(text) {
      closeLine()
      if (isJson) error.write(`${text}\n`)
      else out.write(`${text}\n`)
    },
    progress(text) {
      if (isLive) {
        error.write(`\r\u001b[2K${text}`)
        isOpen = true
      } else if (streams.now() - shownAt >= PLAIN_EVERY) {
        error.write(`${text}\n`)
        shownAt = streams.now()
      }
    },
    done(summary, result) {
      closeLine()
      out.write(isJson ? `${JSON.stringify(result)}\n` : summary.map((line) => `${line}\n`).join(''))
    },
    fail(message, hint) {
      closeLine()
      if (isJson) out.write(`${JSON.stringify({ error: message, ...(hint === undefined ? {} : { hint }) })}\n`)
      else error.write(`${message}\n${hint === undefined ? '' : `  ${hint}\n`}`)
    },
  }
}
