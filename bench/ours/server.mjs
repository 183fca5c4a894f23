import { serve } from '@vitrine/core'
import { answerParent } from '../servers/inside.mjs'
import { openShop } from './shop.mjs'

/* The production server as a process of its own: `node server.mjs <file>`. */

const commerce = await openShop(String(process.argv[2]))
const { url } = await serve(commerce, { port: 0 })
await commerce.start()
answerParent({ url, settle: () => commerce.idle() })
