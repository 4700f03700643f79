import { lazy, Suspense } from 'react'
import type { ChartProps } from './chart-frame.tsx'
import { Skeleton } from './skeleton.tsx'

const Frame = lazy(() => import('./chart-frame.tsx'))

/** A figure over time; the drawing is loaded when it is first needed. */
export const Chart = (props: ChartProps) => (
  <Suspense
    fallback={
      <div style={{ height: props.height ?? 192 }}>
        <Skeleton className="h-full w-full" />
      </div>
    }
  >
    <Frame {...props} />
  </Suspense>
)
