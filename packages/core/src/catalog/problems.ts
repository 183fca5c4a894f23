import { defineProblems } from '../kernel/shared.ts'

export const problems = defineProblems('catalog', {
  notFound: { status: 404, title: 'There is no such thing in the catalogue' },
  skuTaken: {
    status: 409,
    title: 'This SKU belongs to another variant',
    hint: 'Choose another SKU, or change that variant.',
  },
  handleTaken: {
    status: 409,
    title: 'This handle is in use',
    hint: 'Choose another handle, or leave it out to get a free one.',
  },
  keyTaken: { status: 409, title: 'This key is in use' },
  variantTaken: { status: 409, title: 'Another variant of the product has the same options' },
  optionsMismatch: { status: 422, title: 'The options of a variant do not fit its product' },
  optionInUse: { status: 409, title: 'Variants are told apart by this option' },
  tooManyVariants: { status: 422, title: 'The product would have too many variants' },
  attributeInvalid: { status: 422, title: 'The value of an attribute does not fit its type' },
  unknownReference: { status: 422, title: 'Something that is referred to does not exist' },
  inUse: { status: 409, title: 'Others still refer to it', hint: 'Archive it instead.' },
  notManual: {
    status: 409,
    title: 'This collection is filled by its rule',
    hint: 'Change the rule, or make the collection manual first.',
  },
  ruleInvalid: { status: 422, title: 'The rule of the collection cannot be applied' },
  textsInvalid: { status: 422, title: 'These texts cannot be translated here' },
  pricesRefused: { status: 422, title: 'Prices cannot be written like this' },
  mediaUnsupported: {
    status: 415,
    title: 'This kind of file is not accepted',
    hint: 'Send JPEG, PNG, WebP, GIF, AVIF, SVG or PDF.',
  },
  mediaBroken: { status: 422, title: 'The file cannot be read as what it claims to be' },
})
