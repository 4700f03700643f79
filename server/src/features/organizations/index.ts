/** Organizations: tenants as their own people see them. */
export { choose, listOf } from './choose.ts'
export { change, get } from './details.ts'
export { jobs } from './jobs.ts'
export { listen } from './listen.ts'
export { signUp } from './open.ts'
export { changeRole, invite, listPeople, removePerson } from './people.ts'
export type { Membership, Organization, OrganizationChanges, Person } from './schema.ts'
