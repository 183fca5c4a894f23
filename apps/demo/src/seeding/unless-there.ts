import { isProblem } from '@vitrine/core'

const TAKEN = new Set(['codeTaken', 'keyTaken', 'handleTaken', 'zoneTaken'])

/** Makes something that an interrupted seeding may have made before. */
export async function unlessThere(making: Promise<unknown>): Promise<void> {
  try {
    await making
  } catch (error) {
    if (!isProblem(error) || !TAKEN.has(error.code.split('.').at(-1) ?? '')) throw error
  }
}
