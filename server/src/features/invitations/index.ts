/** Invitations: somebody who administers asks a person, by mail, to administer with them. */
export { type Accepted, accept, type Looked, look } from './accept.ts'
export { create, type Invited, list, type NewInvitation, remove } from './invite.ts'
export { inviteMember, removeOfTenant } from './invite-member.ts'
export { jobs } from './jobs.ts'
export { type OpenedTenant, openTenant } from './open-tenant.ts'
export { type AnyRole, everyRole, type Invitation, type InvitationRole } from './schema.ts'
