import type { Import } from './imports.ts'

export const core = 'packages/core/src/'

/** Rooms of core from the ground up: each may use those before it, through their doors. */
export const rooms = [
  'kernel',
  'events',
  'jobs',
  'markets',
  'access',
  'mail',
  'catalog',
  'pricing',
  'delivery',
  'inventory',
  'customers',
  'carts',
  'payments',
  'orders',
  'fulfillment',
  'browse',
  'channels',
  'plugins',
  'integrity',
]

/** They put the rooms together, so they may know everyone: `commerce.ts` and these folders. */
const composers = ['http', 'contract', 'migrations', 'testing', 'cli']

/** Files that hold words and no server code; they are safe in a browser and may be read past the door. */
const vocabulary = ['model.ts', 'contract.ts', 'problems.ts', 'events.ts']

/** `packages/core/src/carts/totals.ts` is in room `carts`, file `totals.ts`. */
export function place(path: string): { room: string; file: string } {
  const [room = '', ...file] = path.slice(core.length).split('/')
  return { room, file: file.join('/') }
}

export const isRoomFile = (path: string): boolean =>
  path.startsWith(core) && path.slice(core.length).includes('/') && !composers.includes(place(path).room)

/** What is wrong with one import of a room's file, in words; undefined when nothing is. */
export function offence({ from, target }: Import): string | undefined {
  if (target === undefined) return undefined
  const [here, there] = [place(from), place(target)]
  if (here.room === there.room) return undefined
  if (!target.startsWith(core)) return `${from} leaves packages/core/src: ${target}`
  if (!rooms.includes(there.room)) return `${from} may not know ${target}`
  if (rooms.indexOf(there.room) > rooms.indexOf(here.room)) return `${from} imports a later room: ${target}`
  return isDoor({ here, there }) ? undefined : `${from} passes the door of ${there.room}: ${there.file}`
}

type Place = ReturnType<typeof place>

function isDoor({ here, there }: { here: Place; there: Place }): boolean {
  if (there.file === 'index.ts') return true
  if (!vocabulary.includes(here.file)) return false
  return there.room === 'kernel' || vocabulary.includes(there.file)
}
