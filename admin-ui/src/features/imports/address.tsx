import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useDraft } from '../../components/use-draft';
import { useImportsTexts } from '../../i18n/pages/imports';
import type { Source } from './model';

interface AddressProps {
  /** What the draft of the address is kept under. */
  draftKey: string;
  /** The address that it begins with, where one was read before. */
  known?: string;
  /** What the button says while the address is the known one. */
  again?: string;
  placeholder?: string;
  onSource: (source: Source) => void;
  isReading: boolean;
}

/** A description that is fetched from its address. */
export function Address({
  draftKey,
  known,
  again,
  placeholder,
  onSource,
  isReading,
}: AddressProps) {
  const { source: t } = useImportsTexts();
  const draft = useDraft(draftKey, { url: known ?? '' });
  const url = draft.value.url.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSource({ url });
      }}
    >
      <Stack>
        <TextInput
          label={t.url}
          description={t.urlHint}
          placeholder={placeholder}
          type="url"
          value={draft.value.url}
          onChange={(event) => draft.change({ url: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" loading={isReading} disabled={url === ''}>
            {url === known ? (again ?? t.read) : t.read}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
