import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Browsers draw nothing beyond some ten million pixels: longer lists are scrolled in a smaller room. */
const tallest = 8_000_000

interface Room {
  frame: RefObject<HTMLElement | null>
  count: number
  rowHeight: number
  /** What stays at the top of the frame. */
  headHeight: number
}

/**
 * Scrolling through any number of rows. Small steps move by pixels; a pull at the scroll bar goes to
 * the same share of the list. When the scrolling rests, the bar is put where the list is.
 */
export function useLongScroll({ frame, count, rowHeight, headHeight }: Room) {
  const [view, setView] = useState({ top: 0, shift: 0, height: 600 })
  const last = useRef({ top: 0, shift: 0 })
  const total = count * rowHeight
  const height = Math.min(total, tallest)
  const seen = Math.max(0, view.height - headHeight)
  const scale = height > seen ? Math.max(1, (total - seen) / (height - seen)) : 1

  const place = useCallback((top: number, offset: number) => {
    last.current = { top, shift: offset - top }
    setView((held) => ({ ...held, ...last.current }))
  }, [])

  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const measure = () => setView((held) => ({ ...held, height: element.clientHeight }))
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [frame])

  useEffect(() => {
    const element = frame.current
    if (!element) return
    let rest: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      const offset = last.current.top + last.current.shift
      const top = Math.round(offset / scale)
      if (Math.abs(top - element.scrollTop) < 1) return
      place(top, offset)
      element.scrollTop = top
    }
    const onScroll = () => {
      const top = element.scrollTop
      const isJump = Math.abs(top - last.current.top) > 3 * element.clientHeight
      const offset = Math.round(isJump ? top * scale : top + last.current.shift)
      place(top, Math.max(0, Math.min(offset, total - seen)))
      clearTimeout(rest)
      if (scale > 1) rest = setTimeout(settle, 150)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(rest)
      element.removeEventListener('scroll', onScroll)
    }
  }, [frame, scale, total, seen, place])

  const offset = Math.max(0, Math.min(view.top + view.shift, Math.max(0, total - seen)))
  const show = (index: number) => {
    const element = frame.current
    if (!element) return
    const start = index * rowHeight
    const now = last.current.top + last.current.shift
    const wanted =
      start < now ? start : start + rowHeight > now + seen ? start + rowHeight - seen : now
    if (wanted === now) return
    const top = Math.round(wanted / scale)
    place(top, wanted)
    element.scrollTop = top
  }
  return {
    /** Of the room in which the rows stand. */
    height,
    first: Math.floor(offset / rowHeight),
    last: Math.min(count - 1, Math.ceil((offset + seen) / rowHeight)),
    rowsInView: Math.max(1, Math.floor(seen / rowHeight)),
    /** Where a row stands in the room. */
    topOf: (index: number) => index * rowHeight - (scale > 1 ? offset - view.top : 0),
    show,
  }
}
