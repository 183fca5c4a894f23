/** What a commit touches that changes which products are listed and in which order. */
export const INDEX = 'browse:index'
