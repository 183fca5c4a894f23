import { pageHandlers } from './pages.ts'
import { peopleHandlers } from './people.ts'
import { staffHandlers } from './staff.ts'
import type { Handlers } from './types.ts'

export const handlers: Handlers = { ...pageHandlers, ...peopleHandlers, ...staffHandlers }
