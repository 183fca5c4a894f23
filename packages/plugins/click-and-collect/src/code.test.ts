import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ALPHABET, newCode, readCode, spelled } from './code.ts'
import { drawTicket, isTicket, readTicket, ticketOf } from './qr.ts'

describe('a code', () => {
  it('has six symbols of which none looks like another', () => {
    for (let round = 0; round < 200; round += 1) expect(newCode()).toMatch(/^[3479ACEFHKMPRTWXY]{6}$/)
    for (const pair of ['0O', '1I', '1L', 'IL', '5S', '2Z', '8B', 'OD', 'OQ', '6G', 'UV', 'MN'])
      expect([...pair].every((letter) => ALPHABET.includes(letter))).toBe(false)
  })

  it('is read however it is typed, and nothing else is', () => {
    expect(readCode(' kmp-37t ')).toBe('KMP37T')
    expect(spelled('KMP37T')).toBe('KMP 37T')
    for (const wrong of ['', 'KMP37', 'KMP37TT', 'KMP370', 'KMP3O7']) expect(readCode(wrong)).toBeUndefined()
  })
})

describe('a ticket', () => {
  const signerOf = (key: string) => {
    const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
    return { sign, isSigned: (text: string, signature: string) => sign(text) === signature }
  }
  const ours = signerOf('ours')
  const ticket = ticketOf(ours, { pickupId: 'pku_1', code: 'KMP37T' })

  it('says which pickup it is for', () => {
    expect(isTicket(ticket)).toBe(true)
    expect(readTicket(ours, `${ticket}\n`)).toEqual({ pickupId: 'pku_1', code: 'KMP37T' })
  })

  it('is refused when somebody else wrote it or changed it', () => {
    expect(readTicket(signerOf('theirs'), ticket)).toBeUndefined()
    expect(readTicket(ours, ticket.replace('KMP37T', 'KMP37A'))).toBeUndefined()
    expect(readTicket(ours, `${ticket}.x`)).toBeUndefined()
    expect(readTicket(ours, 'https://example.com')).toBeUndefined()
  })

  it('is drawn as a picture without scripts', () => {
    const svg = drawTicket(ticket)
    expect(svg).toMatch(/^<svg /)
    expect(svg).not.toMatch(/script|http:\/\/(?!www\.w3\.org)/)
  })
})
