/** Sources above 300 lines, each with the reason why no concept was found to split off. Above 400 no reason helps. */
export const reasons: Record<string, string> = {}
