import type { Commerce } from '@vitrine/core'
import { LOCATIONS } from '../seed/index.ts'
import type { pluginsOf } from '../server/plugins.ts'

type Calls = Pick<Commerce<ReturnType<typeof pluginsOf>>['call'], 'admin' | 'click-and-collect'>

/** Every store hands over by its own clock. */
export async function seedCounters({ admin, 'click-and-collect': counters }: Calls): Promise<void> {
  for (const { code, pickup, timeZone } of LOCATIONS) {
    if (!pickup) continue
    const { id } = await admin.locations.get({ params: { id: code } })
    await counters.changeStore({ params: { id }, body: { timeZone } })
  }
}
