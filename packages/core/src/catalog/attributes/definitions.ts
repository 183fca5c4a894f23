import { asc } from 'drizzle-orm'
import { type App, grouped, query, remembered } from '../../kernel/index.ts'
import { attributeChoices, attributes } from '../schema.ts'
import type { AttributeType } from './model.ts'

/** What lines that change attributes touch. */
export const ATTRIBUTES = 'attributes'

export interface AttributeChoice {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** An attribute as values are checked against it. Names are in `language`; translations belong to owner `id`. */
export interface AttributeDefinition {
  readonly id: string
  readonly key: string
  readonly language: string
  readonly name: string
  readonly type: AttributeType
  readonly unit: string | null
  readonly appliesTo: 'product' | 'variant'
  readonly productTypes: readonly string[]
  readonly filterable: boolean
  readonly position: number
  readonly status: 'active' | 'archived'
  readonly choices: readonly AttributeChoice[]
}

const every = query((q) => q.select().from(attributes).orderBy(asc(attributes.position), asc(attributes.id)))
const everyChoice = query((q) =>
  q.select().from(attributeChoices).orderBy(asc(attributeChoices.position), asc(attributeChoices.id)),
)

/** Every attribute with its choices in order, archived ones too. Kept in memory. */
export const attributeDefinitions: (reader: Pick<App, 'db' | 'now'>) => Promise<readonly AttributeDefinition[]> =
  remembered({
    touches: [ATTRIBUTES],
    load: async ({ db }) => {
      const choices = grouped(await db.all(everyChoice), ({ attributeId }) => attributeId)
      return (await db.all(every)).map((row) => ({ ...row, choices: choices.get(row.id) ?? [] }))
    },
  })
