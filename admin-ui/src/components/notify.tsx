import { Button, Group, Text } from '@mantine/core';
import type { NotificationData } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTexts } from '../i18n/use-texts';
import { adviceOn, detailOf } from './problem-text';

/** Something to do about what was done: to undo it, say. */
export interface Remedy {
  label: string;
  onClick: () => void;
}

export interface Notify {
  done: (message: string, remedy?: Remedy) => void;
  failed: (error: unknown) => void;
}

/** Time to read a failure, or to undo something. */
const LONG = 12_000;

async function show(message: NotificationData): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  const id = notifications.show(message);
  hideLatest = () => notifications.hide(id);
}

let hideLatest = () => {};

function WithRemedy({ message, remedy }: { message: string; remedy: Remedy }) {
  const act = () => {
    hideLatest();
    remedy.onClick();
  };
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="default" onClick={act}>
        {remedy.label}
      </Button>
    </Group>
  );
}

/** Short messages in the corner, which are also read out. */
export function useNotify(): Notify {
  const { problems, shell } = useTexts();
  return useMemo(() => {
    const closeButtonProps = { 'aria-label': shell.close };
    const common = { color: 'teal', closeButtonProps };
    return {
      done: (text, remedy) => {
        if (remedy === undefined) void show({ ...common, message: text });
        else {
          const message = <WithRemedy message={text} remedy={remedy} />;
          void show({ ...common, message, autoClose: LONG });
        }
      },
      failed: (error) => {
        const message = [adviceOn(error, problems), detailOf(error)].filter(Boolean).join(' ');
        void show({ ...common, title: problems.title, message, color: 'red', autoClose: LONG });
      },
    };
  }, [problems, shell.close]);
}
