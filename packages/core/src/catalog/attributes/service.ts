import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import {
  type Context,
  deleteFrom,
  insertInto,
  requireVersion,
  run,
  type Statement,
  update,
} from '../../kernel/index.ts'
import { defaultMarket } from '../../markets/index.ts'
import { attributeUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import { attributeChoices, attributes } from '../schema.ts'
import { changeTexts, type TranslationRow, translationsOf } from '../texts/index.ts'
import { attributeRow, type ChoiceRow, choiceRows } from './attribute-rows.ts'
import { ATTRIBUTES } from './definitions.ts'
import type { AttributeInput, AttributePatch, ChoiceInput } from './model.ts'
import { units } from './units.ts'

const insert = insertInto(attributes)
const change = update(attributes)
const insertChoice = insertInto(attributeChoices)
const changeChoice = update(attributeChoices)
const dropChoice = deleteFrom(attributeChoices)

/** Defines an attribute. Answers the id. Throws `catalog.keyTaken`, `catalog.attributeInvalid`. */
export async function createAttribute(ctx: Context, input: AttributeInput): Promise<string> {
  const { choices = [], translations, ...fields } = input
  refuseUnfitting(input)
  const language = input.language ?? (await defaultMarket(ctx)).defaultLanguage
  const { result } = await run(ctx, {
    name: 'catalog.createAttribute',
    plan: (commandId) => {
      const id = ctx.newId('att')
      const now = ctx.now()
      const refuse = () => problems.keyTaken({ errors: [{ path: 'body.key', code: 'taken', message: 'is in use' }] })
      const row = { ...fields, id, language, unit: input.unit ?? null, createdAt: now, updatedAt: now }
      return {
        statements: [
          insert(row, { refuse, touches: ATTRIBUTES }),
          ...choiceLines(ctx, { id, choices, before: [], texts: [] }),
          ...nameLines(ctx, { ownerId: id, entityId: id, words: translations, texts: [] }),
          emit(ctx, attributeUpdated, { aggregate: id, data: { attributeId: id }, commandId }),
          audit(ctx, { action: 'catalog.createAttribute', subject: id, commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

export async function updateAttribute(
  ctx: Context,
  { ref, patch, version }: { ref: string; patch: AttributePatch; version: number | undefined },
): Promise<string> {
  const { choices, translations, ...fields } = patch
  const { result } = await run(ctx, {
    name: 'catalog.updateAttribute',
    plan: async (commandId) => {
      const row = await attributeRow(ctx, ref)
      requireVersion(version, row.version)
      refuseUnfitting({ ...patch, type: row.type, unit: row.unit ?? undefined })
      const { id } = row
      const [before, texts] = await Promise.all([choiceRows(ctx, [id]), translationsOf(ctx, [id])])
      return {
        statements: [
          change(
            { id, version: row.version },
            { ...fields, version: row.version + 1, updatedAt: ctx.now() },
            { changes: 1, refuse: () => 'stale', touches: ATTRIBUTES },
          ),
          ...(choices === undefined ? [] : choiceLines(ctx, { id, choices, before, texts })),
          ...nameLines(ctx, { ownerId: id, entityId: id, words: translations, texts }),
          emit(ctx, attributeUpdated, { aggregate: id, data: { attributeId: id }, commandId }),
          audit(ctx, { action: 'catalog.updateAttribute', subject: id, detail: Object.keys(patch), commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

function refuseUnfitting({
  type,
  unit,
  choices,
}: Pick<AttributeInput, 'type' | 'choices'> & { unit?: string | undefined }): void {
  const hasChoices = type === 'select' || type === 'multi'
  if (!hasChoices && choices !== undefined && choices.length > 0)
    throw unfitting('choices', `cannot be had by type ${type}`)
  if (type === 'dimension' && !units.includes(unit ?? '')) throw unfitting('unit', `must be one of ${units.join(', ')}`)
  const keys = (choices ?? []).map(({ key }) => key)
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index)
  if (twice >= 0) throw unfitting(`choices.${twice}.key`, 'is there twice')
}

function unfitting(field: string, message: string) {
  const path = `body.${field}`
  return problems.attributeInvalid({ detail: `${path} ${message}`, errors: [{ path, code: 'attribute', message }] })
}

interface Choices {
  readonly id: string
  readonly choices: readonly ChoiceInput[]
  readonly before: readonly ChoiceRow[]
  readonly texts: readonly TranslationRow[]
}

/** Choices are known by their key; those that are not named any more go, unless something has them. */
function choiceLines(ctx: Context, { id, choices, before, texts }: Choices): Statement[] {
  const gone = before.filter(({ key }) => !choices.some((choice) => choice.key === key))
  const lines = choices.flatMap(({ key, name, translations }, position) => {
    const known = before.find((choice) => choice.key === key)
    const entityId = known?.id ?? ctx.newId('atc')
    const line =
      known === undefined
        ? insertChoice({ id: entityId, attributeId: id, key, name, position })
        : changeChoice({ id: entityId }, { name, position })
    return [line, ...nameLines(ctx, { ownerId: id, entityId, words: translations, texts })]
  })
  const drops = gone.map((choice) =>
    dropChoice(
      { id: choice.id },
      {
        refuse: () =>
          problems.inUse({ detail: `Products have the choice ${choice.key}.`, hint: 'Keep it in the list.' }),
      },
    ),
  )
  return [...drops, ...lines]
}

function nameLines(
  ctx: Context,
  of: {
    ownerId: string
    entityId: string
    words: Readonly<Record<string, string>> | undefined
    texts: readonly TranslationRow[]
  },
): Statement[] {
  const { ownerId, entityId } = of
  return Object.entries(of.words ?? {}).flatMap(([language, name]) => {
    const before = of.texts.find((row) => row.entityId === entityId && row.language === language)?.texts
    return changeTexts({ ownerId, entityId, language }, { before, change: { name }, now: ctx.now() })
  })
}
