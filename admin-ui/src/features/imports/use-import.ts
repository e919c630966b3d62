import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { refreshDocuments } from '../../api/nodes';
import type { components } from '../../api/schema';
import type { ImportBody, ImportPreview } from './model';

export type Imported = components['schemas']['Imported'];

/** Answers that are no success are thrown, so there is a body. */
function required<T>(data: T | undefined): T {
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** What a description would become; nothing is stored. */
export function usePreview() {
  return useMutation({
    mutationFn: async (body: ImportBody): Promise<ImportPreview> => {
      const { data } = await client.POST('/api/v1/imports/preview', { body });
      return required(data);
    },
  });
}

/** Makes an import. */
export function useImport() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (body: ImportBody): Promise<Imported> => {
      const { data } = await client.POST('/api/v1/imports', { body });
      return required(data);
    },
    onSuccess: () => refreshDocuments(queryClient),
  });
}
