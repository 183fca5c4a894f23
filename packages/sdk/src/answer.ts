/** What came with an answer beside its body. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Version of what was read, for `ifMatch`. */
  readonly etag: string | null
  /** In what the shop answered, whatever was asked for. */
  readonly market: string | null
  readonly currency: string | null
  readonly language: string | null
  readonly channel: string | null
  readonly requestId: string | null
  /** The shop had done this already and answers the same again. */
  readonly isReplay: boolean
}

const answers = new WeakMap<object, Answer>()

/** The headers that a result came with: `answerOf(await shop.products.list())?.currency`. */
export function answerOf(result: object): Answer | undefined {
  return answers.get(result)
}

export function remember(result: unknown, { status, headers }: Response): void {
  if (typeof result !== 'object' || result === null) return
  const get = (name: string) => headers.get(name)
  answers.set(result, {
    status,
    headers,
    etag: get('ETag'),
    market: get('Vitrine-Market'),
    currency: get('Vitrine-Currency'),
    language: get('Content-Language'),
    channel: get('Vitrine-Channel'),
    requestId: get('X-Request-Id'),
    isReplay: get('Idempotent-Replayed') === 'true',
  })
}
