import type { Connected } from '@vitrine/core'
import type { Api } from './api.ts'
import type { Credentials, Settings } from './settings.ts'

/** One live Pinterest account of the shop. */
export type PinterestConnection = Connected<Settings, Credentials, Api>
