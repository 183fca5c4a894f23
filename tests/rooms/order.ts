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
  'imports',
  'exports',
  'webhooks',
  'channels',
  'integrity',
]

/** They put the rooms together, or hand their doors to code from outside, so they may know everyone: `commerce.ts` and these folders. */
const composers = ['http', 'contract', 'migrations', 'plugins', 'testing', 'cli']

/** Files that hold words and no server code: what is safe in a browser itself may read them past the door. */
const vocabulary = ['model.ts', 'contract.ts', 'problems.ts', 'events.ts']

/** The kernel has a second door, for what is safe in a browser. */
const doors = (room: string): string[] => (room === 'kernel' ? ['index.ts', 'shared.ts'] : ['index.ts'])

/** `packages/core/src/carts/totals.ts` is in room `carts`, file `totals.ts`. */
export function place(path: string): { room: string; file: string } {
  const [room = '', ...file] = path.slice(core.length).split('/')
  return { room, file: file.join('/') }
}

export const isRoomFile = (path: string): boolean =>
  path.startsWith(core) && path.slice(core.length).includes('/') && !composers.includes(place(path).room)

/**
 * What is wrong with one import of a room's file, in words; undefined when nothing is.
 * @param isBrowserSafe whether a file loads no server code
 */
export function offence({ from, target }: Import, isBrowserSafe: (path: string) => boolean): string | undefined {
  if (target === undefined) return undefined
  const [here, there] = [place(from), place(target)]
  if (here.room === there.room) return undefined
  if (!target.startsWith(core)) return `${from} leaves packages/core/src: ${target}`
  if (!rooms.includes(there.room)) return `${from} may not know ${target}`
  if (rooms.indexOf(there.room) > rooms.indexOf(here.room)) return `${from} imports a later room: ${target}`
  if (doors(there.room).includes(there.file)) return undefined
  if (vocabulary.includes(there.file) && isBrowserSafe(from)) return undefined
  return `${from} passes the door of ${there.room}: ${there.file}`
}
