import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentKind, Expectation } from '../../api/document';
import { refreshDocuments } from '../../api/nodes';
import { statusOf } from '../../api/problem';
import { putText, textOptions } from '../../api/yaml';
import { useNotify } from '../notify';

/** Another version that was saved since this one was opened. */
export interface Conflict {
  theirs: string | null;
  etag: string | null;
}

interface SavingOptions {
  kind: DocumentKind;
  onSaved: (tenant: string, name: string, revision: number) => void;
}

interface Save {
  tenant: string;
  name: string;
  text: string;
  reason: string;
  expected: Expectation;
}

/** Saves a document's text; a version of somebody else's in between becomes a conflict. */
export function useSaving({ kind, onSaved }: SavingOptions) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const meet = async ({ tenant, name }: Save) => {
    try {
      const options = { ...textOptions(kind, tenant, name), staleTime: 0 };
      const { text, etag } = await queryClient.fetchQuery(options);
      setConflict({ theirs: text, etag });
    } catch (error) {
      if (statusOf(error) !== 404) notify.failed(error);
      else setConflict({ theirs: null, etag: null });
    }
  };
  const mutation = useMutation({
    mutationFn: (save: Save) => {
      const { tenant, name, text, reason, expected } = save;
      const why = reason === '' ? undefined : reason;
      return putText(kind, [tenant, name], text, { expected, reason: why });
    },
    onSuccess: async ({ revision }, { tenant, name }) => {
      await refreshDocuments(queryClient);
      onSaved(tenant, name, revision);
    },
    onError: (error, save) => {
      const hasMet = statusOf(error) === 412;
      return hasMet && save.expected !== 'absent' ? meet(save) : undefined;
    },
  });
  const { error, variables } = mutation;
  const hasMet = statusOf(error) === 412;
  return {
    save: mutation.mutate,
    isSaving: mutation.isPending,
    conflict,
    settle: () => setConflict(null),
    /** Whether a document that was to be new is there already. */
    isTaken: hasMet && variables?.expected === 'absent',
    /** Why the last save failed, for any other reason. */
    error: hasMet ? null : error,
  };
}
