import type { Change } from '../../engines/changes/index.ts'
import { type Image, imageOf } from './image.ts'

/** A change whose images are taken apart when first looked at, once for all who look. */
export class Row {
  readonly change: Change
  #old: Image | undefined
  #new: Image | undefined

  constructor(change: Change) {
    this.change = change
  }

  get old(): Image | undefined {
    if (this.change.old === null) return undefined
    this.#old ??= imageOf(this.change.old)
    return this.#old
  }

  get new(): Image | undefined {
    if (this.change.new === null) return undefined
    this.#new ??= imageOf(this.change.new)
    return this.#new
  }
}
