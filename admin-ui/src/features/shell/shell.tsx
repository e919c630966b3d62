import { AppShell } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLiveNodes } from '../../api/nodes';
import { Header } from './header';
import { ReachabilityBanner } from './reachability-banner';
import classes from './shell.module.css';
import { Sidebar } from './sidebar';
import { SkipLink } from './skip-link';

// Not needed for the first view.
const MobileSidebar = lazy(async () => ({
  default: (await import('./mobile-sidebar')).MobileSidebar,
}));

const WIDE = 232;
const NARROW = 60;

/** What stands around every page of who is signed in. */
export function Shell() {
  const [isOpen, drawer] = useDisclosure(false);
  const [isCollapsed, setCollapsed] = useLocalStorage({
    key: 'portico.sidebar-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  useLiveNodes();
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{
        width: isCollapsed ? NARROW : WIDE,
        breakpoint: 'sm',
        collapsed: { mobile: true },
      }}
      padding={0}
      transitionDuration={120}
    >
      <SkipLink />
      <AppShell.Header className={classes.header}>
        <Header onOpenNavigation={drawer.open} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.sidebar}>
        <Sidebar isCollapsed={isCollapsed} onCollapse={setCollapsed} />
      </AppShell.Navbar>
      <Suspense>
        <MobileSidebar isOpen={isOpen} onClose={drawer.close} />
      </Suspense>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <ReachabilityBanner />
        <div className={classes.content}>
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
