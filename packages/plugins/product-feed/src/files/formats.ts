import type { Format } from './format.ts'
import { json, jsonLines } from './json.ts'
import { tsv } from './tsv.ts'
import { xml } from './xml.ts'

export const FORMATS = { xml, tsv, json, jsonl: jsonLines } as const satisfies Record<string, Format>
export type FormatName = keyof typeof FORMATS
