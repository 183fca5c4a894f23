import * as v from 'valibot'
import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('imports', {
  encoding: {
    status: 400,
    title: 'The file is not UTF-8 text',
    hint: 'Export it again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv',
  },
  empty: { status: 400, title: 'The file has no rows' },
  columns: { status: 400, title: 'The file lacks columns', extra: v.object({ missing: v.array(v.string()) }) },
  currency: { status: 400, title: 'The currency is not one that this shop sells in' },
  location: { status: 400, title: 'There is no such stock location' },
})
