import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNotify } from '../../components/notify';
import { change, refreshConversations } from './conversations';
import type { Conversation, ToolCall } from './model';
import type { Decide } from './tool-card';
import { run } from './turns';

/** Decides about calls of tools that wait for it. */
export function useDeciding({ id, settings }: Conversation): Decide {
  const queryClient = useQueryClient();
  const notify = useNotify();
  return useMemo(() => {
    const decide = (call: ToolCall, approve: boolean, reason?: string) =>
      void run(queryClient, id, {
        type: 'decisions',
        decisions: [{ call: call.id, approve, reason }],
      });
    const always = async (call: ToolCall) => {
      const tool = call.tool ?? call.name;
      const servers = settings.servers.map((choice) =>
        choice.name === call.server
          ? { ...choice, approvals: { ...choice.approvals, [tool]: 'run' as const } }
          : choice,
      );
      try {
        await change(id, { settings: { ...settings, servers } });
        await refreshConversations(queryClient);
        decide(call, true);
      } catch (error) {
        notify.failed(error);
      }
    };
    return { decide, always: (call) => void always(call) };
  }, [queryClient, id, settings, notify]);
}
