import { useQueryClient } from '@tanstack/react-query';
import { type DocumentKind, deleteDocument } from '../api/document';
import { refreshDocuments } from '../api/nodes';
import { useSettings } from '../api/settings';
import { useTexts } from '../i18n/use-texts';
import { useConfirm } from './confirm';
import { useNotify } from './notify';

/** Asks, deletes and says so; gives whether it is gone. */
export function useDeleteDocument(kind: DocumentKind) {
  const { documents: t, words } = useTexts();
  const confirm = useConfirm();
  const notify = useNotify();
  const settings = useSettings();
  const queryClient = useQueryClient();
  return async (tenant: string, name: string, warning: string | null): Promise<boolean> => {
    const isSure = await confirm({
      title: t.deleteTitle(name),
      text: warning ?? t.deleteText,
      undo: settings?.history === true ? t.deleteUndo : t.deleteForGood,
      action: words.delete,
      isDangerous: true,
    });
    if (!isSure) return false;
    try {
      const { revision } = await deleteDocument(kind, [tenant, name], { expected: 'anything' });
      notify.done(t.deleted(name, String(revision)));
    } catch (error) {
      notify.failed(error);
      return false;
    }
    queryClient.removeQueries({ queryKey: ['document', kind, tenant, name] });
    await refreshDocuments(queryClient);
    return true;
  };
}
