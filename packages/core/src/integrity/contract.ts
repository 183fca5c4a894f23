import * as v from 'valibot'
import { route } from '../kernel/shared.ts'
import { InvariantReportSchema, RepairInput, RepairReportSchema } from './model.ts'

export const admin = {
  check: route.get('/integrity', {
    access: 'integrity:read',
    query: v.strictObject({}),
    output: InvariantReportSchema,
    summary: 'Every number that is not the sum of its reasons, with its cause',
  }),
  repair: route.post('/integrity/repair', {
    access: 'integrity:write',
    body: RepairInput,
    output: RepairReportSchema,
    summary: 'Write compensating rows for what can be mended from stored facts',
  }),
}
