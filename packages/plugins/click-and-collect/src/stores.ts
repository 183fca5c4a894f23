import { insertInto, query } from '@vitrine/core'
import type { StoreRules } from './config.ts'
import type { Desk } from './desk.ts'
import { problems } from './problems.ts'
import { stores } from './tables.ts'

const all = query((q) => q.select().from(stores))
const save = insertInto(stores, {
  target: ['locationId'],
  update: ['rules', 'isActive', 'version', 'updatedAt'],
})

/** How a store hands over, its own settings over those of the plugin. */
export interface Rules extends StoreRules {
  readonly isActive: boolean
}

export type RulesOf = (locationId: string) => Rules

/** The settings of every store, in one read. */
export async function storeRules({ db, config }: Pick<Desk, 'db' | 'config'>): Promise<RulesOf> {
  const { timeZone, hours, closedDays, preparationMinutes, keepDays } = config
  const usual: Rules = { timeZone, hours, closedDays, preparationMinutes, keepDays, isActive: true }
  const own = new Map(
    (await db.all(all)).map(({ locationId, rules, isActive }) => [locationId, { ...usual, ...rules, isActive }]),
  )
  return (locationId) => own.get(locationId) ?? usual
}

/** A store as people read about it. */
export interface Store {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly address: readonly string[]
  readonly phone: string | null
  readonly note: string | null
}

type Location = Awaited<ReturnType<Desk['core']['locations']['get']>>

/** Throws `click-and-collect.unknownStore`. */
export async function storeById(
  { core }: Pick<Desk, 'core'>,
  id: string,
  languages: readonly string[] = [],
): Promise<Store> {
  const location = await core.locations.get({ params: { id } }).catch(() => undefined)
  if (location === undefined) throw problems.unknownStore({ detail: `There is no store ${id.slice(0, 60)}.` })
  return storeView(location, languages)
}

/** Every store where goods are collected. */
export async function pickupStores({ core }: Pick<Desk, 'core'>, languages: readonly string[] = []): Promise<Store[]> {
  const { items } = await core.locations.list({ query: { status: 'active', limit: 100 } })
  return items.filter(({ pickup }) => pickup).map((location) => storeView(location, languages))
}

function storeView(
  { id, code, name, line1, line2, postalCode, city, phone, texts }: Location,
  languages: readonly string[],
): Store {
  const said = languages.map((language) => texts[language])
  const place = [postalCode, city].filter((part) => part !== null && part !== '').join(' ')
  return {
    ...{ id, code, phone },
    name: said.find((text) => text?.name !== undefined)?.name ?? name,
    note: said.find((text) => text?.pickupNote !== undefined)?.pickupNote ?? null,
    address: [line1, line2, place].filter((line): line is string => line !== null && line !== ''),
  }
}

/** What is set of the rules; what is undefined is not kept. */
type Settings = { readonly [Rule in keyof StoreRules]?: StoreRules[Rule] | undefined }

interface Change {
  readonly locationId: string
  readonly rules: Settings
  readonly isActive: boolean
}

/** Sets how a store hands over; what is left out is as in the settings of the plugin. Throws `click-and-collect.unknownStore`. */
export async function changeStore(desk: Desk, { locationId, rules, isActive }: Change): Promise<Store> {
  const store = await storeById(desk, locationId)
  await desk.db.run('store', () => ({
    statements: [save({ locationId: store.id, rules: rules as Partial<StoreRules>, isActive, updatedAt: desk.now() })],
    result: null,
  }))
  return store
}
