import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

export interface Starting {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Answers when the shop is there. */
  readonly url: string
  readonly say: (text: string) => void
}

/** A process of a shop. */
export interface Server {
  /** Resolves when it answers; rejects with its last words when it ended instead. */
  readonly answers: Promise<void>
  /** Asks it to end, and resolves when it has; it has ten seconds. */
  stop(): Promise<void>
}

const PATIENCE = 10_000
const LAST_WORDS = 2_000

export function startServer({ args, cwd, env, url, say }: Starting): Server {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      words = `${words}${chunk}`.slice(-LAST_WORDS)
      say(String(chunk))
    })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  return {
    answers: answered(child, { url, words: () => words }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await ended
      clearTimeout(late)
    },
  }
}

async function answered(
  child: ChildProcess,
  { url, words }: { readonly url: string; readonly words: () => string },
): Promise<void> {
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => undefined)
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(words().trim() || 'it ended without a word')
    const isThere = await Promise.race([fetch(url).then(discarded, () => false), failed])
    if (isThere) return
    await wait(10)
  }
}

async function discarded(answer: Response): Promise<boolean> {
  await answer.body?.cancel()
  return answer.status < 500
}
