import { TextInput } from '@mantine/core';
import { $api } from '../../api/client';
import type { Tenant } from '../../api/people';
import { DraftNotice } from '../../components/draft-notice';
import { FormDialog } from '../../components/form-dialog';
import { useNotify } from '../../components/notify';
import { useDraft } from '../../components/use-draft';
import { usePeopleTexts } from '../../i18n/pages/people';
import { errorOf } from './field-error';
import { useChanged } from './use-changed';

interface TenantDialogProps {
  /** The tenant to change; a new one where absent. */
  tenant?: Tenant;
  isOpen: boolean;
  onClose: () => void;
  onDone?: (name: string) => void;
}

const BLANK: Tenant = { name: '', title: '', pathPrefix: '/' };

/** Makes a tenant, or changes its title and where its servers lie. */
export function TenantDialog({ tenant, isOpen, onClose, onDone }: TenantDialogProps) {
  const { tenants: t } = usePeopleTexts();
  const notify = useNotify();
  const changed = useChanged();
  const initial = tenant ?? BLANK;
  const draft = useDraft(tenant === undefined ? 'tenant/new' : `tenant/${tenant.name}`, initial);
  const { name, title, pathPrefix } = draft.value;
  const change = (changes: Partial<Tenant>) => draft.change({ ...draft.value, ...changes });
  const saving = $api.useMutation('put', '/api/v1/tenants/{tenant}', {
    onSuccess: async (saved) => {
      draft.discard(tenant === undefined ? BLANK : saved);
      onClose();
      notify.done(t.saved(saved.title));
      await changed();
      onDone?.(saved.name);
    },
  });
  return (
    <FormDialog
      title={tenant === undefined ? t.new : t.editTitle(tenant.name)}
      isOpen={isOpen}
      onClose={onClose}
      action={tenant === undefined ? t.make : t.save}
      isDisabled={name.trim() === '' || title.trim() === '' || pathPrefix === ''}
      isPending={saving.isPending}
      error={saving.error}
      onSubmit={() => {
        const body = { title: title.trim(), pathPrefix: pathPrefix.trim() };
        saving.mutate({ params: { path: { tenant: name.trim() } }, body });
      }}
    >
      {draft.isRestored && <DraftNotice onDiscard={() => draft.discard()} />}
      {tenant === undefined && (
        <TextInput
          label={t.name}
          description={t.nameHint}
          autoComplete="off"
          autoCapitalize="none"
          data-autofocus
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errorOf(saving.error, 'name')}
        />
      )}
      <TextInput
        label={t.titleLabel}
        description={t.titleHint}
        value={title}
        onChange={(event) => change({ title: event.currentTarget.value })}
        error={errorOf(saving.error, 'title')}
      />
      <TextInput
        label={t.column.prefix}
        description={t.prefixHint}
        autoComplete="off"
        value={pathPrefix}
        onChange={(event) => change({ pathPrefix: event.currentTarget.value })}
        error={errorOf(saving.error, 'pathPrefix')}
      />
    </FormDialog>
  );
}
