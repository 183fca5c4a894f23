import { ask, type Work } from '../lane/index.ts'

/** The order as the channel tells it now, raw; undefined when it told none, or cannot be asked for one. */
export async function readOrder(work: Work, externalId: string): Promise<unknown> {
  const read = work.channel.orders?.read
  if (read === undefined) return undefined
  const answer = await ask(work, { step: 'read', about: [externalId] }, () => read(work.api, externalId))
  return 'said' in answer ? answer.said : undefined
}
