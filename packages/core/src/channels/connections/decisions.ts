import { eq } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { type Context, deleteFrom, insertInto, param, query, run, type Statement } from '../../kernel/index.ts'
import { markWhole } from '../mark-whole.ts'
import { mappings, policies } from '../schema.ts'
import { checkLocations } from './check.ts'
import type { MappingsInput, PoliciesInput } from './model.ts'
import { connectionRow } from './row.ts'

const policiesOf = query((q) =>
  q
    .select()
    .from(policies)
    .where(eq(policies.connectionId, param('connectionId'))),
)
const mappingsOf = query((q) =>
  q
    .select()
    .from(mappings)
    .where(eq(mappings.connectionId, param('connectionId'))),
)
const dropPolicies = deleteFrom(policies)
const dropMappings = deleteFrom(mappings)
const insertPolicy = insertInto(policies, {
  target: ['connectionId', 'kind', 'scope', 'subjectId'],
  update: ['policy', 'updatedAt'],
})
const insertMapping = insertInto(mappings, 'skip')

export async function readPolicies(ctx: Pick<Context, 'db'>, connectionId: string): Promise<PoliciesInput> {
  const rows = await ctx.db.all(policiesOf, { connectionId })
  const of = (kind: 'stock' | 'price') =>
    rows.filter((row) => row.kind === kind).map(({ scope, subjectId, policy }) => ({ scope, subjectId, policy }))
  return { stock: of('stock'), price: of('price') } as PoliciesInput
}

export async function readMappings(ctx: Pick<Context, 'db'>, connectionId: string): Promise<MappingsInput> {
  const rows = await ctx.db.all(mappingsOf, { connectionId })
  const of = (kind: 'category' | 'attribute' | 'value') =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map(({ ours, theirs }) => [ours, theirs]))
  return { category: of('category'), attribute: of('attribute'), value: of('value') }
}

/** Replaces all of them; everything is compared again. */
export async function writePolicies(
  ctx: Context,
  { id, input }: { readonly id: string; readonly input: PoliciesInput },
): Promise<PoliciesInput> {
  await checkLocations(
    ctx,
    input.stock.map(({ policy }) => policy),
  )
  const rows = (['stock', 'price'] as const).flatMap((kind) => input[kind].map((row) => ({ ...row, kind })))
  const updatedAt = ctx.now()
  await decide(ctx, id, 'channels.policies', [
    dropPolicies({ connectionId: id }),
    ...rows.map((row) => insertPolicy({ ...row, connectionId: id, updatedAt })),
  ])
  return readPolicies(ctx, id)
}

/** Replaces all of them; everything is compared again. */
export async function writeMappings(
  ctx: Context,
  { id, input }: { readonly id: string; readonly input: MappingsInput },
): Promise<MappingsInput> {
  const rows = (['category', 'attribute', 'value'] as const).flatMap((kind) =>
    Object.entries(input[kind]).map(([ours, theirs]) => insertMapping({ connectionId: id, kind, ours, theirs })),
  )
  await decide(ctx, id, 'channels.mappings', [dropMappings({ connectionId: id }), ...rows])
  return readMappings(ctx, id)
}

async function decide(
  ctx: Context,
  id: string,
  name: 'channels.policies' | 'channels.mappings',
  lines: readonly Statement[],
): Promise<void> {
  await connectionRow(ctx, id)
  await run(ctx, {
    name,
    plan: (commandId) => ({
      result: null,
      statements: [...lines, ...markWhole(id, ctx.now()), audit(ctx, { action: name, subject: id, commandId })],
    }),
  })
}
