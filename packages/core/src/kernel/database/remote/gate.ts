/** Lets so many through at a time, the others in the order in which they came. */
export function createGate(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = size
  const enter = async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((next) => waiting.push(next))
  }
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return async (work) => {
    await enter()
    return work().finally(leave)
  }
}
