export { type OutsideAnswer, type OutsidePost, postOutside } from './post.ts'
export { nameResolver, type Resolved, type ResolveName } from './resolve.ts'
export { checkTarget, privateHost, type Refused } from './target.ts'
