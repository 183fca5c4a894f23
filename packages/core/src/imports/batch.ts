import { indexMade, indexProducts } from '../browse/index.ts'
import { type PlannedRow, upsertProducts } from '../catalog/index.ts'
import { type Context, type RowOutcome, type Statement, turn } from '../kernel/index.ts'
import { type MapOptions, toProductRow } from './map.ts'
import type { ForeignProduct, RowError } from './product.ts'
import { type Landing, type StockOptions, stockLines } from './stock.ts'

export type Options = MapOptions & StockOptions & { readonly dryRun: boolean }

export interface BatchDone {
  readonly outcomes: readonly RowOutcome[]
  readonly variants: number
  readonly errors: readonly RowError[]
}

type Mapped = ReturnType<typeof mapAll>['mapped'][number]

/** Writes products with their counts, each few followed by their index, so that they are found when the import says that it is done. */
export async function writeBatch(
  ctx: Context,
  products: readonly ForeignProduct[],
  options: Options,
): Promise<BatchDone> {
  await turn()
  const { mapped, errors } = mapAll(products, options)
  const beside = companion(ctx, mapped, options)
  const outcomes = await upsertProducts(ctx, {
    source: 'shopify',
    rows: mapped.map(({ row }) => row),
    dryRun: options.dryRun,
    ...(options.dryRun
      ? {}
      : {
          alongside: beside.alongside,
          landed: (done: readonly RowOutcome[]) => indexProducts(ctx, beside.stillToIndex(done)),
        }),
  })
  const good = outcomes.filter(({ status }) => status !== 'failed')
  const failed = outcomes.filter(({ status }) => status === 'failed')
  return {
    outcomes,
    variants: good.reduce((sum, { index }) => sum + (mapped[index]?.variants.length ?? 0), 0),
    errors: [
      ...errors,
      ...failed.map((outcome) => rowError((mapped[outcome.index] as Mapped).product, outcome)),
      ...good.flatMap(({ index }) => beside.errorsOf(index)),
    ],
  }
}

function mapAll(products: readonly ForeignProduct[], options: Options) {
  const errors: RowError[] = []
  const mapped = products.flatMap((product) => {
    const { row, variants, errors: own } = toProductRow(product, options)
    errors.push(...own)
    return row === undefined ? [] : [{ product, row, variants }]
  })
  return { mapped, errors }
}

/**
 * Counts stock along with the products, and indexes them when all of their command are new. A group that is planned again replaces what was
 * said of its rows.
 */
function companion(ctx: Context, mapped: readonly Mapped[], options: Options) {
  const errors = new Map<number, readonly RowError[]>()
  const indexed = new Set<string>()
  return {
    errorsOf: (index: number) => errors.get(index) ?? [],
    stillToIndex: (outcomes: readonly RowOutcome[]) =>
      outcomes.flatMap(({ id, status }) => (id === null || status === 'unchanged' || indexed.has(id) ? [] : [id])),
    async alongside(rows: readonly PlannedRow[], commandId: string): Promise<readonly Statement[]> {
      const landings = rows.map(({ index, variantIds, status }): Landing => {
        const { product, variants } = mapped[index] as Mapped
        return { product, variants, variantIds, isNew: status === 'created' }
      })
      const planned = await stockLines(ctx, landings, { ...options, commandId })
      for (const [at, { index }] of rows.entries())
        errors.set(
          index,
          planned.errors.filter(({ key }) => key === landings[at]?.product.key),
        )
      const made = rows.flatMap((row) => row.made ?? [])
      if (made.length < rows.length || made.length === 0) return planned.statements
      for (const { product } of made) indexed.add(product.id)
      return [...planned.statements, ...(await indexMade(ctx, { made, commandId }))]
    },
  }
}

/** The line of the variant that the catalogue refused, else of the product. */
function rowError(product: ForeignProduct, { problem }: RowOutcome): RowError {
  const [first] = problem?.errors ?? []
  const place = first?.path.replace(/^body\.products\.\d+\.?/, '') ?? ''
  const variant = product.variants[Number(/^variants\.(\d+)/.exec(place)?.[1] ?? -1)]
  const words = first === undefined ? (problem?.detail ?? problem?.title ?? 'is refused') : `${place} ${first.message}`
  return {
    line: variant?.line ?? product.line,
    key: product.key,
    column: place === '' ? null : place,
    code: problem?.code ?? 'refused',
    message: words,
  }
}
