/** A mail that is ready to leave. */
export interface Envelope {
  /** Id of the stored message: the same in every attempt, so that a receiver can tell repetitions. */
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

const UNDELIVERABLE = Symbol('undeliverable')

/** The receiver refused for good: trying again would not help. */
export function undeliverable(reason: string): Error {
  return Object.assign(new Error(reason), { [UNDELIVERABLE]: true })
}

export function isUndeliverable(error: unknown): error is Error {
  return error instanceof Error && UNDELIVERABLE in error
}
