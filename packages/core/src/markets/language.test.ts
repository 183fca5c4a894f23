import { describe, expect, it } from 'vitest'
import { acceptedLanguages, chooseLanguage } from './language.ts'

describe('the languages that a reader accepts', () => {
  it('go by their quality, then by their place', () => {
    expect(acceptedLanguages('en;q=0.5, uk-UA, uk;q=0.9, pl;q=0.9')).toEqual(['uk-UA', 'uk', 'pl', 'en'])
  })

  it('leave out what is refused and what is no tag', () => {
    expect(acceptedLanguages('ru;q=0, <script>, en;q=abc, nl ; q=0.1,,')).toEqual(['nl'])
  })
})

describe('the language of an answer', () => {
  const offered = ['pl', 'uk', 'pt-BR']

  it('meets a region by its language, and a language by its region', () => {
    expect(chooseLanguage(['uk-UA'], offered)).toBe('uk')
    expect(chooseLanguage(['pt'], offered)).toBe('pt-BR')
    expect(chooseLanguage(['PT-br'], offered)).toBe('pt-BR')
  })

  it('is the first offered one for a star, and none when nothing fits', () => {
    expect(chooseLanguage(['de', '*'], offered)).toBe('pl')
    expect(chooseLanguage(['de'], offered)).toBeUndefined()
  })
})
