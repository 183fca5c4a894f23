import { type Command, type CommandCall, commandError, EXIT, text } from '../command.ts'
import { jsonBody, withShop } from '../connection.ts'

/** `vitrine staff add ada@example.com --name "Ada Vos" --role owner` */
export const staff: Command = {
  name: 'staff',
  summary: 'Adds a staff account and prints the link at which its password is chosen: staff add <email>',
  usage: ['add', '<email>'],
  options: { name: { type: 'string' }, role: { type: 'string' } },
  help: {
    name: 'how colleagues see the person (default: the part before the @)',
    role: 'owner (default), manager, editor, fulfilment, support or viewer',
  },
  run,
}

interface Added {
  readonly id: string
  readonly email: string
  readonly role: string
  readonly link: string
}

async function run({ words: [action, email], options, terminal }: CommandCall): Promise<number> {
  if (action !== 'add' || email === undefined) throw commandError('Say whom to add: vitrine staff add <email>')
  const name = text(options, 'name') ?? email.split('@')[0]
  const role = text(options, 'role') ?? 'owner'
  const added = await withShop(options, (shop) => shop.json<Added>('/admin/staff', jsonBody({ email, name, role })))
  terminal.done(
    [
      `${added.email} is ${added.role}. While the shop runs, the password is chosen here, once, within a week:`,
      `  ${added.link}`,
    ],
    { id: added.id, email: added.email, role: added.role, link: added.link },
  )
  return EXIT.ok
}
