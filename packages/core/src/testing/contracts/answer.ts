import type { Json } from './document.ts'
import { responseOf } from './example.ts'
import type { Operation } from './operation.ts'
import type { Validator } from './validator.ts'

/** In what an answer that a test gave is none that the platform would give. Platforms answer 429 and 5xx without saying so, and with any body. */
export async function faultsOfAnswer(
  operation: Operation,
  validator: Validator,
  answer: Response,
): Promise<readonly string[]> {
  const response = responseOf(operation, answer.status)
  const isOutage = answer.status === 429 || answer.status >= 500
  if (response === undefined)
    return isOutage ? [] : [`the fixture answers ${answer.status}, which is not in the contract`]
  const text = await answer.clone().text()
  const content = (response.content ?? {}) as Readonly<Record<string, Json>>
  const json = Object.entries(content).find(([type]) => /json/.test(type))?.[1].schema as Json | undefined
  if (json === undefined || isOutage) return []
  return faultsOf(text, (value) => validator.check(json, 'answered')(value))
}

function faultsOf(text: string, check: (value: unknown) => readonly string[]): readonly string[] {
  try {
    return check(JSON.parse(text)).map((fault) => `the fixture's answer ${fault}`)
  } catch {
    return ['the fixture answers no JSON']
  }
}
