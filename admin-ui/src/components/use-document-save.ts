import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type DocumentKind, type Expectation, type JsonObject, putDocument } from '../api/document';
import { refreshDocuments } from '../api/nodes';
import { ApiError, statusOf } from '../api/problem';

/** A save that met another one. */
export interface Clash {
  /** What is stored now; `null` if it was deleted. */
  theirs: JsonObject | null;
  /** What is expected of the stored document by who saves over it. */
  expected: Expectation;
  yours: JsonObject;
}

/** What was changed, and the version that is stored now. */
export type Saved = Awaited<ReturnType<typeof putDocument>>;

interface Save {
  document: JsonObject;
  expected: Expectation;
}

export interface DocumentSave {
  /** Saves; gives `null` where that failed, and then `error` or `clash` says why. */
  save: (document: JsonObject, expected: Expectation) => Promise<Saved | null>;
  isSaving: boolean;
  /** Why the last save failed. */
  error: unknown;
  /** Whether the document was to be new, and there is one of its name. */
  isTaken: boolean;
  clash: Clash | null;
  closeClash: () => void;
}

function clashOf(error: ApiError, yours: JsonObject): Clash {
  const theirs = (error.current ?? null) as JsonObject | null;
  const etag = typeof error.currentEtag === 'string' ? error.currentEtag : null;
  const expected = theirs === null || etag === null ? 'absent' : { etag: `"${etag}"` };
  return { theirs, expected, yours };
}

/** Saving documents of a kind, with what may come between. */
export function useDocumentSave(kind: DocumentKind): DocumentSave {
  const queryClient = useQueryClient();
  const [clash, setClash] = useState<Clash | null>(null);
  const saving = useMutation({
    mutationFn: ({ document, expected }: Save) => {
      const { tenant, name } = document;
      return putDocument(kind, [String(tenant ?? 'default'), String(name)], document, { expected });
    },
    onSuccess: () => refreshDocuments(queryClient),
    onError: (error, { document, expected }) => {
      const isClash = error instanceof ApiError && error.status === 412 && expected !== 'absent';
      setClash(isClash ? clashOf(error, document) : null);
    },
    onMutate: () => setClash(null),
  });
  const isTaken = statusOf(saving.error) === 412 && saving.variables?.expected === 'absent';
  return {
    save: async (document, expected) => {
      try {
        return await saving.mutateAsync({ document, expected });
      } catch {
        return null;
      }
    },
    isSaving: saving.isPending,
    error: isTaken || clash !== null ? null : saving.error,
    isTaken,
    clash,
    closeClash: () => {
      setClash(null);
      saving.reset();
    },
  };
}
