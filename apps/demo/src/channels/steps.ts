import type { Form } from '../storefront/form.ts'
import type { Office } from './office.ts'
import { words } from './words.ts'

export type Step = keyof typeof words.steps

type Work = (office: Office, id: string, form: Form) => Promise<string>

/** What each button asks the shop for, and what is said when it is done. */
const steps: Readonly<Record<Step, Work>> = {
  pause: async ({ channels }, id) => {
    await channels.pause({ params: { id } })
    return words.said.pause
  },
  resume: async ({ channels }, id) => {
    await channels.resume({ params: { id } })
    return words.said.resume
  },
  resync: async ({ channels }, id) => {
    await channels.resync({ params: { id } })
    return words.said.resync
  },
  retry: async ({ channels }, id, form) => {
    await channels.retry({ params: { id }, body: form.has('code') ? { code: form.get('code') } : {} })
    return words.said.retry
  },
  'retry-orders': async ({ channels }, id) => {
    await channels.retryOrders({ params: { id }, body: {} })
    return words.said['retry-orders']
  },
  test: async ({ channels }, id) => words.answers((await channels.test({ params: { id } })).account),
}

export function stepOf(name: string): Work | undefined {
  return Object.hasOwn(steps, name) ? steps[name as Step] : undefined
}
