import type { Office } from '../staff/office.ts'
import type { Form } from '../storefront/form.ts'
import { type Said, words } from './words.ts'

export type Step = 'start' | 'pick' | 'short' | 'ready' | 'resend' | 'refuse'

type Work = (office: Office, id: string, form: Form) => Promise<Said>

/** What each form of a pickup asks the shop for, and what is said when it is done. */
const steps: Readonly<Record<Step, Work>> = {
  start: async (office, id) => {
    await office['click-and-collect'].start({ params: { id } })
    return 'started'
  },
  pick: async (office, id, form) => {
    const lineId = form.get('lineId')
    await office['click-and-collect'].pick({
      params: { id },
      body: lineId === '' ? { scan: form.get('scan').trim() } : { lineId },
    })
    return 'picked'
  },
  short: async (office, id, form) => {
    const remedy = form.get('remedy')
    await office['click-and-collect'].short({
      params: { id },
      body: {
        lineId: form.get('lineId'),
        quantity: Number(form.get('quantity')),
        fault: faultOf(form.get('fault')),
        ...(form.get('reason').trim() === '' ? {} : { reason: form.get('reason') }),
        remedy: remedy === 'cancel' ? { kind: 'cancel' } : { kind: 'move', locationId: remedy },
      },
    })
    return 'short'
  },
  ready: async (office, id, form) => {
    await office['click-and-collect'].ready({ params: { id }, body: { all: form.has('all') } })
    return 'ready'
  },
  resend: async (office, id) => {
    await office['click-and-collect'].resend({ params: { id } })
    return 'resent'
  },
  refuse: async (office, id, form) => {
    await office['click-and-collect'].refuse({ params: { id }, body: { reason: form.get('reason') } })
    return 'refused'
  },
}

function faultOf(text: string): keyof typeof words.faults {
  return Object.hasOwn(words.faults, text) ? (text as keyof typeof words.faults) : 'other'
}

export function stepOf(name: string): Work | undefined {
  return Object.hasOwn(steps, name) ? steps[name as Step] : undefined
}

const LINE = 'line '

/** What is handed over: the quantities of the form; none at all is refused by the shop. */
export function handOverOf(form: Form, locationId: string) {
  const named = form.names().filter((name) => name.startsWith(LINE))
  const lines = named
    .map((name) => ({ lineId: name.slice(LINE.length), quantity: Number(form.get(name)) }))
    .filter(({ quantity }) => quantity !== 0)
  const collector = form.get('collector').trim()
  return {
    locationId,
    ...(form.has('code') ? { code: form.get('code') } : { pickupId: form.get('pickupId') }),
    ...(named.length === 0 ? {} : { lines }),
    ...(collector === '' ? {} : { collector }),
  }
}
