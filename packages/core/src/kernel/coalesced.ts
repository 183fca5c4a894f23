/**
 * Work that is done once at a time however often it is asked for: what is asked meanwhile becomes one more turn after it. Turns begin on the
 * next round of the event loop, so that many requests of one round are one. The work must not throw.
 */
export function coalesced<T>(work: (asked: T) => Promise<void>, join: (first: T, second: T) => T): (asked: T) => void {
  let wanted: { readonly asked: T } | undefined
  let isUnderWay = false
  const turn = async () => {
    const { asked } = wanted as { readonly asked: T }
    wanted = undefined
    await work(asked)
    isUnderWay = false
    begin()
  }
  const begin = () => {
    if (isUnderWay || wanted === undefined) return
    isUnderWay = true
    setImmediate(() => void turn())
  }
  return (asked) => {
    wanted = { asked: wanted === undefined ? asked : join(wanted.asked, asked) }
    begin()
  }
}
