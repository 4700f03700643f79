import { Skeleton } from '../ui/skeleton.tsx'

/** A page whose code is on its way. */
export const PageSkeleton = () => (
  <div
    role="status"
    aria-label="Loading the page"
    className="mx-auto w-full max-w-6xl px-4 pt-6 sm:px-8"
  >
    <Skeleton className="mb-2 h-7 w-48" />
    <Skeleton className="mb-8 h-5 w-80 max-w-full" />
    <Skeleton className="h-64 w-full" />
  </div>
)
