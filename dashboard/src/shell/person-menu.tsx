import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { signOut, usePerson } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { useGo } from '../ui/link.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/menu.tsx'
import { Segments } from '../ui/tabs.tsx'
import { setTheme, useTheme } from './theme.ts'

/** Who is signed in, how it looks, and the way out. */
export function PersonMenu({ trigger, openHelp }: { trigger: ReactNode; openHelp: () => void }) {
  const person = usePerson()
  const go = useGo()
  const theme = useTheme()
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-9 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover slim:justify-center slim:px-0"
        >
          <Avatar name={person.name || person.email} />
          <span className="min-w-0 grow truncate slim:sr-only">
            <span className="sr-only">Account: </span>
            {person.name || person.email}
          </span>
          {trigger}
        </button>
      }
    >
      <MenuLabel>{person.email}</MenuLabel>
      <div className="px-2 pt-1 pb-2">
        <Segments
          label="Theme"
          value={theme}
          onChange={setTheme}
          options={[
            {
              value: 'system',
              label: (
                <>
                  <Monitor aria-hidden /> System
                </>
              ),
            },
            {
              value: 'light',
              label: (
                <>
                  <Sun aria-hidden /> Light
                </>
              ),
            },
            {
              value: 'dark',
              label: (
                <>
                  <Moon aria-hidden /> Dark
                </>
              ),
            },
          ]}
        />
      </div>
      <MenuSeparator />
      <MenuItem icon={<UserRound />} onSelect={() => go('/account')}>
        Your account
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys="?" onSelect={openHelp}>
        Shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
