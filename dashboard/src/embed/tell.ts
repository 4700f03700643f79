/**
 * Says two things to the page around the frame, neither of them a secret: how tall the widget is, so
 * that the frame can be as tall, and that it needs a new token. It listens to nobody.
 */
export const tell = (
  message: { type: 'flumen:height'; height: number } | { type: 'flumen:expired' },
) => {
  if (parent !== window) parent.postMessage(message, '*')
}

export function tellHeight(root: Element): void {
  new ResizeObserver(() => {
    tell({ type: 'flumen:height', height: Math.ceil(root.getBoundingClientRect().height) })
  }).observe(root)
}
