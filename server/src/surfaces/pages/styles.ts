import { createHash } from 'node:crypto'

/** The one style sheet: the card of our mails, with form fields. Colours keep WCAG AA on both grounds. */
export const styles = `
:root{color-scheme:light dark;--ground:#f3f4f6;--card:#fff;--line:#e5e7eb;--text:#1f2937;--strong:#111827;--muted:#4b5563;--field:#6b7280;--action:#1d4ed8;--over:#1e40af;--good:#15803d;--bad:#b91c1c}
@media (prefers-color-scheme:dark){:root{--ground:#0f1115;--card:#1a1d23;--line:#2d323b;--text:#e5e7eb;--strong:#f9fafb;--muted:#a3abb8;--field:#7d8694;--action:#2563eb;--over:#1d4ed8;--good:#4ade80;--bad:#fca5a5}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;align-items:center;padding:max(24px,8vh) 12px 24px;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:440px;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:28px}
.brand{margin:0 0 20px;font-size:15px;font-weight:600;color:var(--muted)}
h1{margin:0 0 12px;font-size:24px;line-height:1.25;font-weight:650;color:var(--strong);text-wrap:balance}
p{margin:0 0 20px}
main>:last-child,form>:last-child{margin-bottom:0}
.mark{display:flex;width:44px;height:44px;margin:0 0 16px;align-items:center;justify-content:center;border:2px solid;border-radius:50%;font-size:22px;line-height:1;font-weight:700}
.good{color:var(--good)}
.bad{color:var(--bad)}
label{display:block;margin:0 0 6px;font-weight:600;color:var(--strong)}
.hint{margin:0 0 8px;font-size:14px;color:var(--muted)}
.fault{margin:0 0 8px;font-size:14px;font-weight:600;color:var(--bad)}
input{display:block;width:100%;min-height:48px;margin:0 0 16px;padding:10px 12px;background:var(--card);border:1px solid var(--field);border-radius:8px;color:var(--strong);font:inherit}
input[aria-invalid]{border:2px solid var(--bad)}
button{display:block;width:100%;min-height:48px;padding:10px 20px;background:var(--action);border:1px solid transparent;border-radius:8px;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--over)}
button.plain{margin-top:12px;background:none;border-color:var(--field);color:var(--strong)}
ul{margin:0 0 20px;padding-inline-start:24px}
li{margin:0 0 8px}
li code{display:block;font-size:13px;color:var(--muted)}
:focus-visible{outline:3px solid var(--strong);outline-offset:2px}
@media (max-width:400px){main{padding:24px 20px}}
`

const hash = createHash('sha256').update(styles).digest('base64')

/**
 * Nothing is loaded, nothing runs, nobody frames it; forms go to this server alone (CSP Level 3).
 * Browsers hold redirects after a form against `form-action`, so an origin of ours may stand there.
 */
export const contentPolicy = (mayLeadTo?: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    `form-action 'self'${mayLeadTo === undefined ? '' : ` ${mayLeadTo}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
