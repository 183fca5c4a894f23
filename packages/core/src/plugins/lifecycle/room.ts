import { actionItems, contribute, mountable, type Room } from '../../kernel/index.ts'
import { deadLetterItems, failedJobItems } from './action-items.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

/** What the back office does with plugins: see what they may do, turn them off and on, remove them. */
export const pluginsRoom: Room = {
  id: 'plugins',
  mounts: [mountable('admin', admin, adminHandlers)],
  contributes: [contribute(actionItems, deadLetterItems), contribute(actionItems, failedJobItems)],
}
