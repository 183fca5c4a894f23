/**
 * Whether something runs at this moment: its signal is aborted while it is turned off, and another one after it was turned on again.
 * Plugins are turned off and on while the shop goes on.
 */
export type Switch = () => AbortSignal

export function isOn(power: Switch | undefined): boolean {
  return power === undefined || !power().aborted
}

/** Aborts with the first of two signals; `end` stops listening, for signals that live long. */
export function eitherSignal(one: AbortSignal, other: AbortSignal | undefined): { signal: AbortSignal; end(): void } {
  if (other === undefined) return { signal: one, end: () => undefined }
  const controller = new AbortController()
  const abort = () => controller.abort(one.aborted ? one.reason : other.reason)
  const both = [one, other]
  for (const signal of both) {
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  }
  return {
    signal: controller.signal,
    end: () => {
      for (const signal of both) signal.removeEventListener('abort', abort)
    },
  }
}
