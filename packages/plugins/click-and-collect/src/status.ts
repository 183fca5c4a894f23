export const STATUSES = [
  'placed',
  'picking',
  'ready',
  'part_collected',
  'collected',
  'expired',
  'refused',
  'cancelled',
] as const
export type Status = (typeof STATUSES)[number]
