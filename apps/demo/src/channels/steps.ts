import type { Form } from '../storefront/form.ts'
import { choiceOf } from './choice.ts'
import type { Office } from './office.ts'
import { words } from './words.ts'

export type Step = keyof typeof words.said | 'test' | 'adopt'

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
  confirm: async ({ channels }, id) => {
    await channels.confirm({ params: { id } })
    return words.said.confirm
  },
  list: async ({ channels }, id, form) => {
    const { items } = await channels.listItems({ params: { id }, body: choiceOf(form) })
    return `${words.count(items)}. ${words.said.list}`
  },
  unlist: async ({ channels }, id, form) => {
    const { items } = await channels.unlist({ params: { id }, body: choiceOf(form) })
    return `${words.count(items)}. ${words.said.unlist}`
  },
  retry: async ({ channels }, id, form) => {
    await channels.retry({ params: { id }, body: form.has('code') ? { code: form.get('code') } : {} })
    return words.said.retry
  },
  'retry-orders': async ({ channels }, id) => {
    await channels.retryOrders({ params: { id }, body: {} })
    return words.said['retry-orders']
  },
  map: async ({ channels }, _, form) => {
    const body = { key: form.get('key'), variant: form.get('variant').trim() }
    await channels.mapItem({ params: { id: form.get('order') }, body })
    return words.said.map
  },
  adopt: async ({ channels }, id) => words.adopted(await channels.adopt({ params: { id } })),
  test: async ({ channels }, id) => words.answers((await channels.test({ params: { id } })).account),
}

export function stepOf(name: string): Work | undefined {
  return Object.hasOwn(steps, name) ? steps[name as Step] : undefined
}
