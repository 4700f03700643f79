import { PageLink } from '../../ui/link.tsx'

/** Where in the bucket this is, and the ways up. */
export function Crumbs({ bucket, folder }: { bucket: string; folder: string }) {
  const parts = folder.split('/').filter(Boolean)
  const to = `/storage/${encodeURIComponent(bucket)}`
  return (
    <nav aria-label="Folders" className="flex flex-wrap items-center gap-1">
      <PageLink to="/storage">Storage</PageLink>
      <span aria-hidden>/</span>
      <PageLink to={to}>{bucket}</PageLink>
      {parts.map((part, i) => {
        const path = `${parts.slice(0, i + 1).join('/')}/`
        return (
          <span key={path} className="contents">
            <span aria-hidden>/</span>
            <PageLink to={to} search={{ folder: path }}>
              {part}
            </PageLink>
          </span>
        )
      })}
    </nav>
  )
}
