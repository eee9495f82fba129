export { blockImages, unblockImages } from './block-images.ts'
export { compileFilter, type FilterInput, type FilterKind } from './compile-filter.ts'
export {
  addFilter,
  addFilterInput,
  type FilterEffect,
  type FilterRow,
  filterPattern,
  filtersInUse,
  listFilters,
  listFiltersInput,
  readFilter,
  removeFilter,
  setRemoved,
} from './filters.ts'
export { findImageFilters, hasImageFilters } from './find-images.ts'
export { differingBits } from './image-hash.ts'
