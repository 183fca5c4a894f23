import { describe } from 'vitest'
import { serveTestShop } from '../../packages/core/src/testing/shop.ts'
import { firstOrder } from './first-order.ts'

describe('a first order over HTTP', () => firstOrder(() => serveTestShop()))
