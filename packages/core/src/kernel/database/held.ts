import { problems } from '../problems.ts'
import type { EngineTransaction } from './engine.ts'

/**
 * Lets a body use the held writer for at most `limit` ms. Throws `request.unavailable` when it takes longer, and what refused a line even
 * when the body caught that, since the line may have changed rows. Every use after the end throws.
 */
export async function useHeld<Result>(
  limit: number,
  held: EngineTransaction,
  body: (transaction: EngineTransaction) => Promise<Result>,
): Promise<Result> {
  let isOpen = true
  let refused: { readonly by: unknown } | undefined
  const use = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!isOpen) throw new Error('the exclusive transaction is over; await everything inside its body')
    if (refused !== undefined) throw refused.by
    return work().catch((error: unknown) => {
      refused = { by: error }
      throw error
    })
  }
  const cut = deadline(limit)
  try {
    const mine = body({
      read: (sql, args) => use(() => held.read(sql, args)),
      run: (line) => use(() => held.run(line)),
    })
    const result = await Promise.race([mine, cut.passed])
    if (refused !== undefined) throw (refused as { by: unknown }).by
    return result
  } finally {
    isOpen = false
    cut.clear()
  }
}

function deadline(limit: number): { passed: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = `The work held the writer for more than ${limit} ms and was undone.`
      reject(problems.unavailable({ detail, headers: { 'Retry-After': '1' } }))
    }, limit)
  })
  return { passed, clear: () => clearTimeout(timer) }
}
