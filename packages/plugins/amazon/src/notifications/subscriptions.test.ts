import { describe, expect, it } from 'vitest'
import { contractApi, json, reason } from '../fixtures/contracts.ts'
import { HEARD, subscribe, subscriptionsOf, unsubscribe } from './subscriptions.ts'

const target = { eventBridge: { region: 'eu-west-1', accountId: '012345678901' } }
const destination = {
  destinationId: 'dst-1',
  name: 'vitrine-con_1',
  resource: { eventBridge: { name: 'aws.partner/example', ...target.eventBridge } },
}
const none = () => json({ errors: [{ code: 'NotFound', message: 'none' }] }, 404)

/** Amazon's notifications with memory. */
function amazonWith({ destinations = [] as object[], subscribed = new Map<string, string>() } = {}) {
  const made = contractApi({
    answer: (_request, { operationId, params: { notificationType = '' } }) => {
      const payload = { subscriptionId: `sub-${notificationType}`, payloadVersion: '1.0', destinationId: 'dst-1' }
      if (operationId === 'token') return json({ access_token: 'Atza|app', expires_in: 3600 })
      if (operationId === 'getDestinations') return json({ payload: destinations })
      if (operationId === 'createDestination') return json({ payload: destination })
      if (operationId === 'getSubscription') return subscribed.has(notificationType) ? json({ payload }) : none()
      if (operationId === 'deleteSubscriptionById') subscribed.delete(notificationType)
      else subscribed.set(notificationType, payload.subscriptionId)
      return operationId === 'deleteSubscriptionById' ? json({}) : json({ payload })
    },
  })
  const operations = () => made.fetch.calls.map(({ operationId }) => operationId)
  return { ...made, operations }
}

describe.skipIf(reason !== '')(`notifications of Amazon${reason}`, () => {
  it('are subscribed to with a destination that is made once', async () => {
    const { api, operations } = amazonWith()
    const said = await subscribe(api, target, 'vitrine-con_1')
    expect(said).toMatchObject({ destinationId: 'dst-1', eventSource: 'aws.partner/example' })
    expect(said.subscriptions.map(({ type }) => type)).toEqual(HEARD.map(({ type }) => type))
    expect(operations().filter((name) => name === 'createSubscription')).toHaveLength(HEARD.length)
    expect(operations().slice(0, 3)).toEqual(['token', 'getDestinations', 'createDestination'])
  })

  it('are left as they are when they are there already', async () => {
    const { api, operations } = amazonWith({ destinations: [destination] })
    await subscribe(api, target, 'vitrine-con_1')
    await subscribe(api, target, 'vitrine-con_1')
    expect(operations()).not.toContain('createDestination')
    expect(operations().filter((name) => name === 'createSubscription')).toHaveLength(HEARD.length)
  })

  it('have a destination for each target', async () => {
    const queue = { destinationId: 'dst-9', name: 'q', resource: { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:q' } } }
    const { api, operations } = amazonWith({ destinations: [queue] })
    await subscribe(api, target, 'vitrine-con_1')
    expect(operations()).toContain('createDestination')
    const { api: second, operations: others } = amazonWith({ destinations: [queue] })
    await subscribe(second, { sqs: { arn: 'arn:aws:sqs:eu-west-1:1:q' } }, 'vitrine-con_1')
    expect(others()).not.toContain('createDestination')
  })

  it('are taken back', async () => {
    const { api } = amazonWith({ destinations: [destination] })
    await subscribe(api, target, 'vitrine-con_1')
    expect(await unsubscribe(api)).toBe(HEARD.length)
    expect(await subscriptionsOf(api)).toEqual([])
  })
})
