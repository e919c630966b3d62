import { ActionIcon, Box, ScrollArea, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me';
import { IconCollapse, IconExpand } from '../../components/icons';
import { useTexts } from '../../i18n/use-texts';
import { DESTINATIONS, type Destination } from '../../navigation';
import classes from './shell.module.css';

function useGroups() {
  const { shell } = useTexts();
  const me = useMe();
  const isSeen = ({ isFor }: Destination) => isFor === undefined || (me !== undefined && isFor(me));
  const seen = DESTINATIONS.filter(isSeen);
  return Object.entries(shell.groups)
    .map(([group, label]) => ({ label, items: seen.filter((item) => item.group === group) }))
    .filter(({ items }) => items.length > 0);
}

interface NavigationProps {
  isCollapsed: boolean;
  onGo?: () => void;
}

export function Navigation({ isCollapsed, onGo }: NavigationProps) {
  const { pages, shell } = useTexts();
  return (
    <nav aria-label={shell.navigation}>
      {useGroups().map(({ label, items }) => (
        <div key={label}>
          {!isCollapsed && <div className={classes.group}>{label}</div>}
          <ul className={classes.list} aria-label={label}>
            {items.map(({ to, icon: Icon, page }) => (
              <li key={to}>
                <Tooltip label={pages[page]} position="right" disabled={!isCollapsed}>
                  <Link
                    to={to}
                    className={classes.item}
                    onClick={onGo}
                    aria-label={isCollapsed ? pages[page] : undefined}
                  >
                    <Icon size={20} stroke={1.7} aria-hidden />
                    {!isCollapsed && pages[page]}
                  </Link>
                </Tooltip>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

interface SidebarProps {
  isCollapsed: boolean;
  onCollapse: (isCollapsed: boolean) => void;
}

export function Sidebar({ isCollapsed, onCollapse }: SidebarProps) {
  const { shell } = useTexts();
  const label = isCollapsed ? shell.expand : shell.collapse;
  return (
    <>
      <ScrollArea flex={1} p="xs">
        <Navigation isCollapsed={isCollapsed} />
      </ScrollArea>
      <Box p="xs">
        <Tooltip label={label} position="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={() => onCollapse(!isCollapsed)}
            aria-label={label}
            aria-expanded={!isCollapsed}
          >
            {isCollapsed ? <IconExpand size={20} /> : <IconCollapse size={20} />}
          </ActionIcon>
        </Tooltip>
      </Box>
    </>
  );
}
