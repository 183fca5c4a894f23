import { describe, expect, it } from 'vitest'
import { canonicalAddress, isLoopback } from './client-address.ts'

describe('the address of a caller', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:8443', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9%eth0', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::2', '0:0:0:0::/64'],
    ['::1', '::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['unknown', undefined],
    ['', undefined],
    ['203.0.113', undefined],
    ['203.0.113.7, 10.0.0.1', undefined],
    ['in process', undefined],
  ])('%j is %j', (written, canonical) => {
    expect(canonicalAddress(written)).toBe(canonical)
  })

  it('is of this machine only when it is', () => {
    expect(['127.0.0.1', '::1', '127.8.8.8'].every(isLoopback)).toBe(true)
    expect(['0:0:0:0::/64', 'unknown', '', '203.0.113.7', '2001:db8:0:0::/64'].some(isLoopback)).toBe(false)
  })
})
