import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlert, IconCheck, IconInfo } from './icons';

const LOOKS = {
  good: { color: 'teal', icon: <IconCheck size={20} /> },
  info: { color: 'harbour', icon: <IconInfo size={20} /> },
  warning: { color: 'orange', icon: <IconAlert size={20} /> },
  bad: { color: 'red', icon: <IconAlert size={20} /> },
};

// Coloured words are hard to read on some surfaces; the frame and the icon have the colour.
const READABLE = { title: { color: 'var(--mantine-color-text)' } };

interface NoticeProps {
  kind: keyof typeof LOOKS;
  title: string;
  /** `alert` is read out at once, `status` when there is time. */
  role?: 'alert' | 'status';
  children?: ReactNode;
}

/** What happened, or what to know before going on. */
export function Notice({ kind, title, role, children }: NoticeProps) {
  const { color, icon } = LOOKS[kind];
  return (
    <Alert variant="outline" color={color} icon={icon} title={title} role={role} styles={READABLE}>
      {children}
    </Alert>
  );
}
