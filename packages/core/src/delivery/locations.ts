import { and, eq } from 'drizzle-orm'
import { type App, param, query } from '../kernel/index.ts'
import { deliveryMethodLocations, deliveryMethods } from './schema.ts'

/** A method that hands out goods at a place. */
export interface MethodsAt {
  readonly id: string
  readonly code: string
}

const activeAt = query((q) =>
  q
    .select({ id: deliveryMethods.id, code: deliveryMethods.code })
    .from(deliveryMethodLocations)
    .innerJoin(deliveryMethods, eq(deliveryMethods.id, deliveryMethodLocations.methodId))
    .where(and(eq(deliveryMethodLocations.locationId, param('locationId')), eq(deliveryMethods.status, 'active'))),
)

/** The active methods that hand out goods at a location, so that a location in use is not closed. */
export function methodsAt({ db }: Pick<App, 'db'>, locationId: string): Promise<MethodsAt[]> {
  return db.all(activeAt, { locationId })
}
