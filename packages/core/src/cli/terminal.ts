/** Where a command writes: results on stdout, progress and refusals on stderr; with `--json` one object on stdout. */
export interface Terminal {
  readonly isJson: boolean
  /** Where data goes that was asked for without a file. */
  readonly out: NodeJS.WritableStream
  /** A count that grows: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
  progress(text: string): void
  /** The end: a summary in words, or the object when `--json` was asked for. */
  done(summary: readonly string[], result: unknown): void
  fail(failure: Failure): void
}

interface Failure {
  readonly message: string
  readonly hint?: string | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
}

export interface Streams {
  readonly out: NodeJS.WritableStream
  readonly error: NodeJS.WritableStream & { readonly isTTY?: boolean }
  /** Milliseconds, from any start. */
  readonly now: () => number
}

export function processStreams(): Streams {
  return { out: process.stdout, error: process.stderr, now: () => performance.now() }
}

const PLAIN_EVERY = 3_000
const START_OF_LINE = '\r\u001b[2K'

export function createTerminal({ out, error, now }: Streams, isJson: boolean): Terminal {
  const isLive = error.isTTY === true
  let shownAt = now()
  let isOpen = false
  const clear = () => {
    if (isOpen) error.write(START_OF_LINE)
    isOpen = false
  }
  return {
    isJson,
    out,
    progress(text) {
      if (isLive) {
        error.write(`${START_OF_LINE}${text}`)
        isOpen = true
      } else if (now() - shownAt >= PLAIN_EVERY) {
        error.write(`${text}\n`)
        shownAt = now()
      }
    },
    done(summary, result) {
      clear()
      out.write(isJson ? `${JSON.stringify(result)}\n` : summary.map((line) => `${line}\n`).join(''))
    },
    fail({ message, hint, code, requestId }) {
      clear()
      if (isJson) out.write(`${JSON.stringify({ error: message, code, hint, requestId })}\n`)
      else error.write(`${message}\n${hint === undefined ? '' : `  ${hint}\n`}`)
    },
  }
}
