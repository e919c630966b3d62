import type { NotificationData } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTexts } from '../i18n/use-texts';
import { adviceOn, detailOf } from './problem-text';

export interface Notify {
  done: (message: string) => void;
  failed: (error: unknown) => void;
}

async function show(message: NotificationData): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show(message);
}

/** Short messages in the corner, which are also read out. */
export function useNotify(): Notify {
  const { problems, shell } = useTexts();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': shell.close };
    return {
      done: (message) => {
        void show({ message, color: 'teal', closeButtonProps });
      },
      failed: (error) => {
        const message = [adviceOn(error, problems), detailOf(error)].filter(Boolean).join(' ');
        const autoClose = 12_000;
        const title = problems.title;
        void show({ title, message, color: 'red', autoClose, closeButtonProps });
      },
    };
  }, [problems, shell.close]);
}
