/** Colours of one picture: the backdrop, the body, its second material and a small accent. */
export type Palette = { ground: string; main: string; second: string; accent: string }

const SAGE = '#dfe6d3'
const SAND = '#efe2cb'
const MIST = '#dfe5e9'
const LILAC = '#e0e2ee'
const AQUA = '#d5e6e4'
const CREAM = '#f6e5b8'
const ROSE = '#f3ddd0'
const LIME = '#e4e9c9'

const STEEL = '#b9c3c9'
const WOOD = '#d9a866'
const BRASS = '#d8a441'
const LEAF = '#5f7f4f'

const palettes = {
  pine: { ground: SAGE, main: '#dcae6c', second: '#8e9aa0', accent: LEAF },
  linden: { ground: SAGE, main: '#e8cda0', second: '#a8674a', accent: LEAF },
  cedar: { ground: SAGE, main: '#b87a4e', second: '#56666c', accent: BRASS },
  'painted-blue': { ground: SAGE, main: '#8fb4cc', second: '#5d6d78', accent: '#f0c65a' },
  'painted-sun': { ground: SAGE, main: '#f0c65a', second: '#7d8a86', accent: '#5d86a8' },
  'painted-sage': { ground: SAGE, main: '#a3bd93', second: '#6b5a4a', accent: '#f0d48a' },
  foam: { ground: SAGE, main: '#eef0ea', second: '#d6dbd2', accent: '#e0a33c' },
  straw: { ground: SAGE, main: '#dcb45e', second: '#8f5f34', accent: LEAF },
  galvanised: { ground: SAGE, main: '#aeb9bd', second: WOOD, accent: LEAF },

  timber: { ground: SAND, main: '#dfb479', second: '#f2c14e', accent: '#9aa4a8' },
  wax: { ground: SAND, main: '#f0bf4c', second: '#e3a43a', accent: WOOD },
  wire: { ground: SAND, main: STEEL, second: '#e8d6b5', accent: '#c9774f' },
  'dark-comb': { ground: SAND, main: '#6b5847', second: '#e3a43a', accent: WOOD },
  drone: { ground: SAND, main: '#dfb479', second: '#9cb87e', accent: '#9aa4a8' },

  steel: { ground: MIST, main: STEEL, second: '#b9703f', accent: '#e0a33c' },
  copper: { ground: MIST, main: '#c9814f', second: '#6f4a36', accent: '#e8d6b5' },
  'tool-yellow': { ground: MIST, main: '#f0b93a', second: STEEL, accent: '#4d5a63' },
  'tool-red': { ground: MIST, main: '#d2604c', second: STEEL, accent: '#4d5a63' },
  'tool-blue': { ground: MIST, main: '#4f86ad', second: STEEL, accent: '#f0b93a' },
  beech: { ground: MIST, main: '#d9a866', second: '#f4efe2', accent: '#b9703f' },
  'mark-white': { ground: MIST, main: '#f6f5f0', second: '#4d5a63', accent: STEEL },
  'mark-yellow': { ground: MIST, main: '#f2c530', second: '#4d5a63', accent: STEEL },
  'mark-red': { ground: MIST, main: '#cf4d43', second: '#4d5a63', accent: STEEL },
  'mark-green': { ground: MIST, main: '#4f9a62', second: '#4d5a63', accent: STEEL },
  'mark-blue': { ground: MIST, main: '#3f76b5', second: '#4d5a63', accent: STEEL },
  ember: { ground: MIST, main: '#a97b50', second: '#efe4cf', accent: '#c9583f' },

  'cloth-white': { ground: LILAC, main: '#f5f3ee', second: '#3f4650', accent: '#e0a33c' },
  'cloth-sand': { ground: LILAC, main: '#dcc39a', second: '#4a4038', accent: '#b9703f' },
  'cloth-olive': { ground: LILAC, main: '#9a9d6c', second: '#33382c', accent: '#e0b050' },
  'cloth-sky': { ground: LILAC, main: '#a9c6de', second: '#3b4a5c', accent: '#f0c65a' },
  leather: { ground: LILAC, main: '#e3c48f', second: '#f3eee2', accent: '#a8674a' },
  suede: { ground: LILAC, main: '#c69062', second: '#efe4d2', accent: '#7a5238' },

  inox: { ground: AQUA, main: '#bfcbd0', second: '#3f6f78', accent: '#e0a33c' },
  'inox-red': { ground: AQUA, main: '#bfcbd0', second: '#b5503f', accent: '#e0a33c' },
  'harvest-yellow': { ground: AQUA, main: '#f0b93a', second: STEEL, accent: '#4d5a63' },
  'harvest-red': { ground: AQUA, main: '#d2604c', second: STEEL, accent: '#4d5a63' },
  pail: { ground: AQUA, main: '#f3f2ec', second: '#e6b23f', accent: '#9aa8ac' },
  glass: { ground: AQUA, main: '#d8ecec', second: '#d6a63f', accent: '#6fa3a2' },
  'lid-gold': { ground: AQUA, main: '#dcae45', second: '#f2e3b4', accent: '#8e6a25' },
  'lid-black': { ground: AQUA, main: '#434a50', second: '#8b949a', accent: '#e0a33c' },
  'lid-comb': { ground: AQUA, main: '#f2c14e', second: '#b4782a', accent: '#fff3cf' },

  'honey-linden': { ground: CREAM, main: '#f0b52e', second: '#d9a441', accent: LEAF },
  'honey-acacia': { ground: CREAM, main: '#f4d774', second: '#e6ddc4', accent: '#a3b878' },
  'honey-buckwheat': { ground: CREAM, main: '#7a3b1c', second: '#5b4636', accent: '#e8b9b0' },
  'honey-heather': { ground: CREAM, main: '#b8621f', second: '#6d5a86', accent: '#b58ac0' },
  'honey-rape': { ground: CREAM, main: '#f6e6b0', second: '#e0b23a', accent: '#f2d23a' },
  comb: { ground: CREAM, main: '#eeb036', second: '#e3c48f', accent: '#c98a24' },
  pollen: { ground: CREAM, main: '#eaa52f', second: '#efe0c2', accent: '#b9703f' },

  beeswax: { ground: ROSE, main: '#eeb443', second: '#d99a35', accent: '#7a5238' },
  ivory: { ground: ROSE, main: '#f3e3bd', second: '#d9b982', accent: '#7a5238' },
  terracotta: { ground: ROSE, main: '#c9735a', second: '#a35744', accent: '#7a5238' },
  silicone: { ground: ROSE, main: '#d98f7a', second: '#eeb443', accent: '#f6e0d2' },

  feeding: { ground: LIME, main: '#f1f1e8', second: '#e0b23a', accent: LEAF },
  'feeding-wood': { ground: LIME, main: '#dcae6c', second: '#e0b23a', accent: LEAF },
  syrup: { ground: LIME, main: '#f3f2ea', second: '#d99a2f', accent: LEAF },
  dough: { ground: LIME, main: '#f2e7c8', second: '#d98e3a', accent: LEAF },
  queen: { ground: LIME, main: '#dcae6c', second: '#c98a24', accent: '#3f76b5' },
  colony: { ground: LIME, main: '#e6c58f', second: '#6f8b5c', accent: '#d98e3a' },
} as const satisfies Record<string, Palette>

export type PaletteName = keyof typeof palettes

/** Every palette by its name; a palette's ground tells the category apart at a glance. */
export const PALETTES: Readonly<Record<PaletteName, Palette>> = palettes
