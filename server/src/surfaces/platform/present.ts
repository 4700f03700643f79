type Nullable<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T]

/** A row in which what is null is absent. */
export type Present<T> = Omit<T, Nullable<T>> & { [K in Nullable<T>]?: Exclude<T[K], null> }

/** Where a contract leaves out what has no value. */
export const present = <T extends object>(row: T): Present<T> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>
