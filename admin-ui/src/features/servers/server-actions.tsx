import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { client } from '../../api/client';
import { deleteDocument } from '../../api/document';
import { mayEdit, useMe } from '../../api/me';
import { refreshDocuments } from '../../api/nodes';
import { useConfirm } from '../../components/confirm';
import { IconChat, IconEdit, IconPlayground, IconTrash } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { useNotify } from '../../components/notify';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { useServersTexts } from '../../i18n/pages/servers';
import { useTexts } from '../../i18n/use-texts';

/** What can be done with a server; changes are for editors of the tenant. */
export function ServerActions({ tenant, name }: { tenant: string; name: string }) {
  const { tryIt, chat } = useServersTexts();
  const isEditor = mayEdit(useMe(), tenant);
  return (
    <>
      {isEditor && <Changes tenant={tenant} name={name} />}
      {isEditor && (
        <LinkButton
          to="/chat"
          search={{ tenant, server: name }}
          variant="default"
          leftSection={<IconChat size={16} />}
        >
          {chat}
        </LinkButton>
      )}
      <LinkButton
        to="/playground"
        search={{ tenant, server: name }}
        leftSection={<IconPlayground size={16} />}
      >
        {tryIt}
      </LinkButton>
    </>
  );
}

function Changes({ tenant, name }: { tenant: string; name: string }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const confirm = useConfirm();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const path = { tenant, name };
  const restoring = useMutation({
    mutationFn: () => client.POST('/api/v1/servers/{tenant}/{name}/restore', { params: { path } }),
    onSuccess: async () => {
      await refreshDocuments(queryClient);
      notify.done(t.restored(name));
    },
    onError: notify.failed,
  });
  const deleting = useMutation({
    mutationFn: () => deleteDocument('servers', [tenant, name], { expected: 'anything' }),
    onSuccess: async () => {
      await navigate({ to: '/servers' });
      await refreshDocuments(queryClient);
      notify.done(t.deleted(name), { label: words.undo, onClick: () => restoring.mutate() });
    },
    onError: notify.failed,
  });
  const ask = async () => {
    const isSure = await confirm({
      title: t.deleteTitle(name),
      text: t.deleteText,
      undo: t.deleteUndo,
      action: words.delete,
      isDangerous: true,
    });
    if (isSure) deleting.mutate();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} />}
        loading={deleting.isPending}
        onClick={() => void ask()}
      >
        {words.delete}
      </Button>
      <LinkButton
        to="/servers/$tenant/$name/edit"
        params={path}
        variant="default"
        leftSection={<IconEdit size={16} />}
      >
        {words.edit}
      </LinkButton>
    </>
  );
}
