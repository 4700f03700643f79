import { useEffect, useRef } from 'react'

/** What a mail may consist of here; everything else, scripts before all, stays out. */
const kept = new Set(
  (
    'A B BLOCKQUOTE BODY BR CODE CENTER DIV EM H1 H2 H3 HR HTML I IMG LI OL P PRE SMALL SPAN STRONG ' +
    'TABLE TBODY TD TH THEAD TR UL'
  ).split(' '),
)
const keptAttributes = new Set([
  'align',
  'alt',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'colspan',
  'dir',
  'height',
  'lang',
  'role',
  'valign',
  'width',
])

/**
 * A mail as its reader sees it, in a shadow tree: its styles touch nothing of ours. They are set one
 * by one, because the content policy hears no style that stands in markup; links lead nowhere.
 */
export function MailView({ html, label }: { html: string; label: string }) {
  const host = useRef<HTMLElement>(null)
  useEffect(() => {
    const frame = host.current
    if (!frame) return
    const root = frame.shadowRoot ?? frame.attachShadow({ mode: 'open' })
    const mail = new DOMParser().parseFromString(unstyled(html), 'text/html')
    const sheet = new CSSStyleSheet()
    const styles = [...mail.querySelectorAll('x-style')]
      .map((style) => style.textContent)
      .join('\n')
    sheet.replaceSync(
      `:host { all: initial; display: block; color-scheme: light } ${styles.replace(/\bbody\b/g, '.body')}`,
    )
    root.adoptedStyleSheets = [sheet]
    root.replaceChildren(copyOf(mail.body))
  }, [html])
  return (
    <section
      ref={host}
      aria-label={label}
      className="min-h-60 overflow-x-auto rounded-md border border-line bg-white"
    />
  )
}

/** Under other names, which the parser does not try to apply. */
const unstyled = (html: string): string =>
  html.replace(/<(\/?)style\b/gi, '<$1x-style').replace(/\sstyle\s*=/gi, ' data-style=')

function copyOf(node: Node): Node {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.textContent ?? '')
  if (!(node instanceof HTMLElement) || !kept.has(node.tagName))
    return document.createDocumentFragment()
  const isBody = node.tagName === 'BODY'
  const made = document.createElement(isBody ? 'div' : node.tagName)
  made.className = isBody ? `body ${node.className}` : node.className
  made.style.cssText = node.dataset.style ?? ''
  for (const { name, value } of node.attributes) {
    if (keptAttributes.has(name)) made.setAttribute(name, value)
  }
  const target = node.getAttribute('href')
  if (target) made.title = target
  made.append(...[...node.childNodes].map(copyOf))
  return made
}
