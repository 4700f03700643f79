/** Which merchant has which app, and the marketplace they choose from. */
export {
  findLinked,
  getListing,
  type Linked,
  listListings,
  listOfApp,
  listOwn,
} from './browse.ts'
export { activeOf, grant, install, uninstall } from './install.ts'
export {
  Installation,
  type InstallationRow,
  installationStatuses,
  Listing,
  OwnInstallation,
} from './schema.ts'
