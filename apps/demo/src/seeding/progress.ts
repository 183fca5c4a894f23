export type Say = (text: string) => void

/** Counts on one line of a terminal, `products 12/60`; elsewhere only the whole is said. */
export function counter(
  say: Say,
  { name, total }: { readonly name: string; readonly total: number },
): (done: number) => void {
  const isTerminal = process.stdout.isTTY === true
  return (done) => {
    if (isTerminal) say(`\r  ${name} ${done}/${total}`)
    if (done === total) say(isTerminal ? '\n' : `  ${name} ${done}/${total}\n`)
  }
}

/** Works through a list, a few at a time, and counts. */
export async function eachOf<T>(
  items: readonly T[],
  {
    name,
    say,
    atOnce = 4,
    work,
  }: { readonly name: string; readonly say: Say; readonly atOnce?: number; readonly work: (item: T) => Promise<void> },
): Promise<void> {
  const count = counter(say, { name, total: items.length })
  let done = 0
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) {
      await work(item)
      done += 1
      count(done)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
