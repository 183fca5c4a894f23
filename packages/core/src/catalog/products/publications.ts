import { deleteFrom, fromIso, insertInto, nearest, requestProblems, type Statement } from '../../kernel/index.ts'
import type { SalesChannel } from '../../markets/index.ts'
import { problems } from '../problems.ts'
import { publications } from '../schema.ts'
import type { ProductPatch } from './model.ts'
import type { Writing } from './writing.ts'

const put = insertInto(publications, { target: ['channelId', 'productId'], update: ['publishAt', 'unpublishAt'] })
const drop = deleteFrom(publications)

type Show = Pick<typeof publications.$inferSelect, 'channelId' | 'publishAt' | 'unpublishAt'>

/** The lines that show the product on the named channels and nowhere else. A new product that names none shows where new ones do. */
export function publicationLines(
  writing: Writing,
  { input, channels }: { input: ProductPatch['publications']; channels: readonly SalesChannel[] },
): Statement[] {
  const { ctx, productId, before, made } = writing
  if (input === undefined && before !== undefined) return []
  const known = new Map((before?.publications ?? []).map((row) => [row.channelId, row]))
  const wanted =
    input === undefined
      ? whereNewOnesShow(ctx.now(), channels)
      : input.map((_, index) => showOf(writing, { input, index, channels, known }))
  made?.publications.push(...wanted.map((show) => ({ ...show, productId })))
  const kept = new Set(wanted.map(({ channelId }) => channelId))
  const gone = [...known.keys()].filter((channelId) => !kept.has(channelId))
  return [
    ...gone.map((channelId) => drop({ productId, channelId })),
    ...wanted.filter((show) => !isSame(known.get(show.channelId), show)).map((show) => put({ ...show, productId })),
  ]
}

function whereNewOnesShow(now: number, channels: readonly SalesChannel[]): Show[] {
  return channels
    .filter(({ status, publishesNew }) => status === 'active' && publishesNew)
    .map(({ id }) => ({ channelId: id, publishAt: now, unpublishAt: null }))
}

function showOf(
  { ctx, path }: Writing,
  of: {
    input: NonNullable<ProductPatch['publications']>
    index: number
    channels: readonly SalesChannel[]
    known: ReadonlyMap<string, Show>
  },
): Show {
  const {
    channel: code,
    publishAt,
    unpublishAt,
  } = of.input[of.index] as NonNullable<ProductPatch['publications']>[number]
  const place = `${path}.publications.${of.index}`
  const channel = of.channels.find((each) => each.code === code)
  if (channel === undefined) throw unknownChannel(`${place}.channel`, code, of.channels)
  const since = of.known.get(channel.id)?.publishAt ?? ctx.now()
  const show = {
    channelId: channel.id,
    publishAt: publishAt == null ? since : fromIso(publishAt),
    unpublishAt: unpublishAt == null ? null : fromIso(unpublishAt),
  }
  if (show.unpublishAt !== null && show.unpublishAt <= show.publishAt)
    throw requestProblems.invalid({
      errors: [{ path: `${place}.unpublishAt`, code: 'order', message: 'must come after publishAt' }],
    })
  return show
}

function isSame(a: Show | undefined, b: Show): boolean {
  return a?.publishAt === b.publishAt && a.unpublishAt === b.unpublishAt
}

function unknownChannel(path: string, code: string, channels: readonly SalesChannel[]) {
  const known = channels.map((channel) => channel.code)
  const meant = nearest(code, known)
  const hint = meant === undefined ? `Known here: ${known.slice(0, 20).join(', ')}.` : `Did you mean ${meant}?`
  return problems.unknownReference({
    detail: `There is no sales channel ${JSON.stringify(code)}.`,
    hint,
    errors: [{ path, code: 'unknown', message: `is no sales channel. ${hint}` }],
  })
}
