import { type Html, html, verbatim } from './html.ts'
import type { Voice } from './languages.ts'
import { contentPolicy, styles } from './styles.ts'

/** What one page says. */
export interface Page {
  title: string
  body: Html
  /** Default 200. */
  status?: number
  /** Where the answer to the form may send the browser: an origin beside our own. */
  mayLeadTo?: string | undefined
}

/** The whole document. */
export function writePage({ language, texts, brand }: Voice, { title, body }: Page): string {
  return html`<!doctype html>
<html lang="${language}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · ${brand}</title>
<style>${verbatim(styles)}</style>
</head>
<body>
<main>
<p class="brand">${brand}</p>
${body}
</main>
</body>
</html>
`.markup
}

export const pageHeaders = (language: string, mayLeadTo?: string): Record<string, string> => ({
  'content-security-policy': contentPolicy(mayLeadTo),
  'content-language': language,
})

interface Message {
  title: string
  text: string
}

/** Balanced lines would part "e-mail" at its hyphen; U+2011 is the one that stays. */
const heading = (title: string): Html => html`<h1>${title.replaceAll('-', '\u2011')}</h1>`

/** It worked. */
export const success = ({ title, text }: Message): Page => ({
  title,
  body: html`<div class="mark good" aria-hidden="true">✓</div>
${heading(title)}
<p role="status">${text}</p>`,
})

/** It did not, and what to do now; `then` is a form that helps. */
export const failure = ({ title, text }: Message, status: number, then?: Html): Page => ({
  title,
  status,
  body: html`<div class="mark bad" aria-hidden="true">!</div>
${heading(title)}
<p role="alert">${text}</p>
${then}`,
})

/** A question with a form under it. */
export const question = (title: string, lead: string, asked: Html, status = 200): Page => ({
  title,
  status,
  body: html`${heading(title)}
<p>${lead}</p>
${asked}`,
})

/**
 * A form that posts to the page it stands on. The address is relative and without a query: it works
 * below a path of a proxy, and the token goes into no log.
 */
export const form = (action: string, button: string, token: string, fields?: Html): Html =>
  html`<form method="post" action="${action}">
${token !== '' && html`<input type="hidden" name="token" value="${token}">`}
${fields}
<button type="submit">${button}</button>
</form>`

interface Field {
  name: string
  label: string
  hint?: string
  fault?: string | undefined
  value?: string
  /** Attributes of ours: type, limits, autocomplete. */
  attributes: Html
}

/** One labelled input; hint and fault are read out with it (WCAG 1.3.1, 3.3.1). */
export function field({ name, label, hint, fault, value, attributes }: Field): Html {
  const about = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ')
  return html`<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault && html`<p class="fault" id="${name}-fault" role="alert">${fault}</p>`}
<input id="${name}" name="${name}" ${attributes} required dir="ltr"${
    value !== undefined && html` value="${value}"`
  }${about && html` aria-describedby="${about}"`}${fault && html` aria-invalid="true" autofocus`}>`
}
