import type { Settings } from '../settings.ts'

/** Properties of schema.org by which variants of one product usually differ. */
export type Trait = 'color' | 'size' | 'material' | 'pattern'

const USUAL: Readonly<Record<Trait, readonly string[]>> = {
  color: ['color', 'colour', 'farbe', 'kleur', 'kolor', 'couleur', 'colore', 'колір', 'цвет'],
  size: ['size', 'größe', 'maat', 'rozmiar', 'taille', 'taglia', 'talla', 'розмір', 'размер'],
  material: ['material', 'materiaal', 'materiał', 'matériau', 'materiale', 'матеріал', 'материал'],
  pattern: ['pattern', 'muster', 'patroon', 'wzór', 'motif', 'візерунок', 'узор'],
}

/** The property that an option stands for, by its name in any language; undefined for options of the shop's own. */
export function traitsOf({ optionNames }: Pick<Settings, 'optionNames'>): (option: string) => Trait | undefined {
  const known = new Map<string, Trait>()
  for (const [trait, names] of [...Object.entries(USUAL), ...Object.entries(optionNames)])
    for (const name of names) known.set(name.toLowerCase(), trait as Trait)
  return (option) => known.get(option.trim().toLowerCase())
}
