import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Plugin } from '@vitrine/core'
import type { Told } from '../platforms/told.ts'

/** The build puts them beside the server. */
const ENTRY = fileURLToPath(new URL('./platforms.js', import.meta.url))

/** Milliseconds in which they must have opened. */
const PATIENCE = 30_000

export interface Platforms {
  /** Where each is, or why it is not there; never rejects, since the shop goes on without them. */
  readonly told: Promise<Told>
  stop(): void
}

/** Opens outside platforms on free ports of this machine, beside the shop: those that are named, or all. */
export function startPlatforms(names?: readonly string[]): Platforms {
  if (names?.length === 0) return { told: Promise.resolve({}), stop: () => undefined }
  const child = fork(ENTRY, names ?? [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const told = new Promise<Told>((resolve) => {
    const none = (fault: string) => resolve({ platforms: { fault } })
    const timer = setTimeout(() => none(`nothing was heard of them in ${PATIENCE / 1_000} s`), PATIENCE)
    timer.unref()
    child.once('message', (message) => {
      clearTimeout(timer)
      resolve(message as Told)
    })
    child.once('error', ({ message }) => none(message))
    child.once('exit', (code) => none(`their process ended with ${code}`))
  })
  // What was heard of them or not, they keep no shop from ending.
  void told.then(() => {
    child.unref()
    child.channel?.unref()
  })
  return {
    told,
    stop() {
      if (child.connected) child.disconnect()
    },
  }
}

interface Routing {
  readonly plugins: readonly Pick<Plugin, 'id' | 'definition'>[]
  readonly told: Promise<Told>
}

/** A `fetch` for which the hosts that a plugin declares are its platform on this machine; what is for others goes out as always. */
export function platformFetch({ plugins, told }: Routing): typeof globalThis.fetch {
  const hosts = plugins.flatMap(({ id, definition }) => (definition.hosts ?? []).map((host) => ({ id, host })))
  const ownerOf = (name: string) =>
    hosts.find(({ host }) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host))?.id
  return async (input, init) => {
    const request = new Request(input, init)
    const { hostname, pathname, search } = new URL(request.url)
    const owner = ownerOf(hostname)
    if (owner === undefined) return fetch(request)
    const platform = (await told)[owner]
    if (platform === undefined || !('url' in platform)) throw new TypeError(`no platform stands for ${hostname}`)
    return fetch(new Request(new URL(`${pathname}${search}`, platform.url), request))
  }
}
