import { lazy, Suspense } from 'react'
import type { EditorProps } from './editor-frame.tsx'
import { Skeleton } from './skeleton.tsx'

const Frame = lazy(() => import('./editor-frame.tsx'))

/** A code editor; it is loaded when it is first needed. */
export const Editor = (props: EditorProps) => (
  <Suspense fallback={<Skeleton className="h-40 w-full" />}>
    <Frame {...props} />
  </Suspense>
)
