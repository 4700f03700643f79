import { cx } from './class-names.ts'

/** Where something will stand in a moment: of its size, so that nothing jumps. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cx('shimmer block rounded-md', className)} />
)

/** Some lines of it, read out as one thing that is on its way. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3 p-4">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={i} className={cx('h-5', ['w-full', 'w-11/12', 'w-4/5'][i % 3])} />
      ))}
    </div>
  )
}
