import type { Answer, Question } from '../ask.ts'
import type { Victim } from '../victim.ts'

/** Makes a request that succeeds, on things of its own that it makes first. */
export type Example = () => Promise<Question>
export type Examples = Readonly<Record<string, Example>>

export type Json = Answer['json']

export interface Item {
  readonly id: string
  readonly lineId: string
  readonly status: string
}

let made = 0
/** Unlike any other of this run. */
export function fresh(stem: string): string {
  made += 1
  return `${stem}-${process.pid.toString(36)}-${made}`
}
export const freshEmail = (stem: string): string => `${fresh(stem)}@example.com`

/** With every right, as examples of the admin surface are asked. */
export const write = (victim: Victim, method: string, path: string, json?: unknown): Question => ({
  method,
  path: `/admin${path}`,
  headers: { Authorization: `Bearer ${victim.operatorToken}` },
  json,
})
