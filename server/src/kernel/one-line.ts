/**
 * Text of a stranger (an app's name, a device's name) as one harmless line. Control and format
 * characters go: line breaks would open a new header, direction marks would turn the rest of the
 * line around, zero-width ones hide text. The two joiners stay, since scripts and emoji need them.
 * @param length characters (code points) at most; what is longer is cut and ends in an ellipsis.
 */
export function oneLine(text: string, length: number): string {
  const clean = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
  const characters = Array.from(clean)
  if (characters.length <= length) return clean
  const kept = characters.slice(0, length - 1).join('')
  return `${kept.replace(/[\s.]+$/, '')}…`
}
