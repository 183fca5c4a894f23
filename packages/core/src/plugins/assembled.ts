import { type App, contribute, type Database, type Room } from '../kernel/index.ts'
import { migrations } from '../migrations/index.ts'
import { roomOf } from './compose.ts'
import type { Plugin } from './definition.ts'
import { doorsOf } from './doors.ts'
import type { Fetch } from './guarded-fetch.ts'
import { installPlugins, refuseDowngrades } from './lifecycle/install.ts'
import { createSwitches, pluginSwitches } from './lifecycle/switches.ts'
import { tablePrefix } from './own-tables.ts'

/** The plugins of one shop, from its options until it closes. */
export interface AssembledPlugins {
  /** One for each, and one that holds their switches. */
  readonly rooms: readonly Room[]
  /** Before their migrations are applied. Throws when a newer version of one was here. */
  admit(db: Database): Promise<void>
  /** Writes down what is new, and turns on what is enabled. */
  install(app: App): Promise<void>
  stop(): void
}

/** Throws when two have the same id, or one would take a name of the core. */
export function assemblePlugins({
  plugins,
  fetch,
  rooms,
}: {
  readonly plugins: readonly Plugin[]
  readonly fetch: Fetch
  /** Of the core. */
  readonly rooms: readonly Room[]
}): AssembledPlugins {
  refuseNames(plugins, rooms)
  const switches = createSwitches(plugins.map(({ id }) => id))
  const host = { doors: doorsOf(rooms), fetch, switches, ids: plugins.map(({ id }) => id) }
  const definitions = plugins.map(({ definition }) => definition)
  return {
    rooms: [...plugins.map((plugin) => roomOf(plugin, host)), roomOfSwitches(switches)],
    admit: (db) => refuseDowngrades(db, definitions),
    async install(app) {
      await installPlugins(app, definitions)
      await switches.follow(app)
    },
    stop: () => switches.stop(),
  }
}

function roomOfSwitches(switches: ReturnType<typeof createSwitches>): Room {
  return { id: 'plugins/switches', contributes: [contribute(pluginSwitches, switches)] }
}

function refuseNames(plugins: readonly Plugin[], rooms: readonly Room[]): void {
  const ids = plugins.map(({ id }) => id)
  const double = ids.find((id, at) => ids.indexOf(id) !== at)
  if (double !== undefined) throw new Error(`two plugins are called ${double}`)
  const words = wordsOf(rooms)
  const names = namesInSchema()
  for (const id of ids) {
    if (words.has(id)) throw new Error(`no plugin may be called ${id}: the core has endpoints of that name`)
    const name = names.find((found) => found.startsWith(tablePrefix(id)))
    if (name !== undefined) throw new Error(`no plugin may be called ${id}: ${name} of the core begins like its tables`)
  }
}

/** Rooms, and where their endpoints begin. */
function wordsOf(rooms: readonly Room[]): Set<string> {
  const endpoints = rooms.flatMap(({ mounts = [] }) => mounts.flatMap(({ contract }) => Object.values(contract)))
  return new Set([...rooms.map(({ id }) => id), ...endpoints.map(({ path }) => path.split('/')[1] ?? '')])
}

const CREATES = /\bcreate\s+(?:virtual\s+|unique\s+)?(?:table|view|trigger|index)\s+(?:if\s+not\s+exists\s+)?"?(\w+)/gi

/** Every name that the core's migrations ever gave to something. */
function namesInSchema(): string[] {
  const texts = migrations.flatMap(({ statements }) => statements)
  return texts.flatMap((text) => [...text.matchAll(CREATES)].map(([, name = '']) => name))
}
