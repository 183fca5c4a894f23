import { sql } from 'drizzle-orm'
import { type Context, iso, param, query } from '../kernel/index.ts'
import { chunks } from './chunks.ts'
import { csvLine } from './csv.ts'

const rows = query((q) =>
  q
    .select({
      id: sql<string>`id`.as('id'),
      email: sql<string | null>`email`.as('email'),
      firstName: sql<string>`first_name`.as('first_name'),
      lastName: sql<string>`last_name`.as('last_name'),
      company: sql<string | null>`company`.as('company'),
      phone: sql<string | null>`phone`.as('phone'),
      language: sql<string | null>`language`.as('language'),
      acceptsMarketing: sql<number>`accepts_marketing`.as('accepts_marketing'),
      createdAt: sql<number>`created_at`.as('created_at'),
    })
    .from(sql`customers`)
    .where(sql`id > ${param('after')}`)
    .orderBy(sql`id`)
    .limit(param('limit')),
)

const HEADER = [
  'Id',
  'Email',
  'First Name',
  'Last Name',
  'Company',
  'Phone',
  'Language',
  'Accepts Marketing',
  'Created at',
]

export async function* customerLines(ctx: Context): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of chunks(ctx, rows, ({ id }) => id)) {
    yield chunk
      .map((row) =>
        csvLine([
          row.id,
          row.email,
          row.firstName,
          row.lastName,
          row.company,
          row.phone,
          row.language,
          row.acceptsMarketing === 1 ? 'yes' : 'no',
          iso(row.createdAt),
        ]),
      )
      .join('')
  }
}
