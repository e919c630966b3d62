import { Select } from '@mantine/core';
import { useChatTexts } from '../../i18n/pages/chat';
import type { Provider } from './model';

export interface ModelChoice {
  tenant: string;
  provider: string;
  model: string;
}

const JOINT = '\n';

export const keyOf = ({ tenant, provider, model }: ModelChoice) =>
  [tenant, provider, model].join(JOINT);

interface ModelSelectProps {
  providers: Provider[];
  chosen: ModelChoice | null;
  onChoose: (choice: ModelChoice) => void;
  isDisabled?: boolean;
}

/** A model of a provider. One that the provider no longer lists stays chosen. */
export function ModelSelect({ providers, chosen, onChoose, isDisabled }: ModelSelectProps) {
  const t = useChatTexts();
  const hasTenants = new Set(providers.map(({ tenant }) => tenant)).size > 1;
  const groups = providers.map(({ tenant, name, title, models }) => ({
    group: hasTenants ? `${title} (${tenant})` : title,
    items: models.map((model) => ({
      value: keyOf({ tenant, provider: name, model }),
      label: model,
    })),
  }));
  const value = chosen === null ? null : keyOf(chosen);
  const isKnown = groups.some(({ items }) => items.some((item) => item.value === value));
  if (chosen !== null && value !== null && !isKnown) {
    groups.unshift({ group: chosen.provider, items: [{ value, label: chosen.model }] });
  }
  const choose = (key: string | null) => {
    const [tenant, provider, model] = key?.split(JOINT) ?? [];
    if (tenant !== undefined && provider !== undefined && model !== undefined) {
      onChoose({ tenant, provider, model });
    }
  };
  return (
    <Select
      size="sm"
      aria-label={t.model}
      placeholder={t.model}
      data={groups}
      searchable
      allowDeselect={false}
      disabled={isDisabled}
      value={value}
      onChange={choose}
      w="min(100%, 16rem)"
    />
  );
}
