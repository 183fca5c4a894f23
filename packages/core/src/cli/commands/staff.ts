import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { connect, databaseUrl } from '../connection.ts'

/** `vitrine staff add ada@example.com --name "Ada" --role owner` */
export const staff: Command = {
  name: 'staff',
  summary: 'Adds a staff account: staff add <email>',
  usage: 'add <email>',
  options: { name: { type: 'string' }, role: { type: 'string' } },
  help: {
    name: 'how colleagues see the person (default: the part before the @)',
    role: 'owner (default), manager, editor, fulfilment, support or viewer',
  },
  run,
}

interface Added {
  readonly email: string
  readonly role: string
  readonly link: string
}

async function run({ words: [action, email], options, terminal }: CommandCall): Promise<number> {
  if (action !== 'add' || email === undefined) throw commandError('Say whom to add: vitrine staff add <email>')
  const shop = await connect(databaseUrl(text(options, 'database')))
  try {
    const body = { email, name: text(options, 'name') ?? email.split('@')[0], role: text(options, 'role') ?? 'owner' }
    const added = await shop.json<Added>('/admin/staff', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    terminal.done(
      [`${added.email} is ${added.role}. The password is chosen here, once, within a day:`, `  ${added.link}`],
      added,
    )
    return EXIT.ok
  } finally {
    await shop.close()
  }
}
