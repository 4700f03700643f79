/** Three waves: flumen is a river. */
export const Logo = ({ size = 22 }: { size?: number }) => (
  <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" className="shrink-0">
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <path
      d="M6 11c4-4 7 3 11 0s6-3 9 0M6 17c4-4 7 3 11 0s6-3 9 0M6 23c4-4 7 3 11 0s6-3 9 0"
      fill="none"
      stroke="#fff"
      strokeWidth="2.4"
      strokeLinecap="round"
    />
  </svg>
)
