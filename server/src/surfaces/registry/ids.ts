const nothing = '00000000-0000-0000-0000-000000000000'

/** Ids of this surface say what they name: a prefix and the 32 digits of ours. */
export const prefixed = (prefix: string) => ({
  idOf: ({ id }: { id: string }): string => `${prefix}_${id.replaceAll('-', '')}`,
  /** What is no id of this kind is the id of none. */
  uuidOf(id: string): string {
    const digits = new RegExp(`^${prefix}_([0-9a-f]{32})$`).exec(id)?.[1]
    const found = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits ?? '')
    return found ? found.slice(1).join('-') : nothing
  },
})
