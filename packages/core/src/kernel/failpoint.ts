/** Names of places where tests let the process die or fail; see `setFailpoints`. */
export type Failpoint = string

type Action = () => void

let armed: ReadonlyMap<Failpoint, Action> | undefined

/** Does nothing in production. In crash tests it runs what was armed for this place. */
export function failpoint(name: Failpoint): void {
  armed?.get(name)?.()
}

/** Arms failpoints for this process; undefined disarms all. */
export function setFailpoints(actions: Readonly<Record<Failpoint, Action>> | undefined): void {
  armed = actions === undefined ? undefined : new Map(Object.entries(actions))
}

/** Arms from `VITRINE_FAILPOINTS=name:kill@3,other:throw`: at the third passing the process kills itself, or the place throws. */
export function armFromEnvironment(text: string | undefined): void {
  if (text === undefined || text === '') return
  const actions = text.split(',').map((part) => {
    const [name = '', rest = 'kill'] = part.split(':')
    const [action = 'kill', count = '1'] = rest.split('@')
    let left = Number(count)
    const act = () => {
      left -= 1
      if (left > 0) return
      if (action === 'throw') throw new Error(`failpoint ${name}`)
      process.kill(process.pid, 'SIGKILL')
    }
    return [name, act] as const
  })
  setFailpoints(Object.fromEntries(actions))
}
