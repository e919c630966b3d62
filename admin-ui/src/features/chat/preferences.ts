import { useLocalStorage } from '@mantine/hooks';
import { useMe } from '../../api/me';
import { type ConversationSettings, NO_SETTINGS, type Provider } from './model';
import type { ModelChoice } from './model-select';

/** What the user's last new conversation began with. */
export interface Preferences {
  choice: ModelChoice | null;
  settings: ConversationSettings;
}

const NONE: Preferences = { choice: null, settings: NO_SETTINGS };

/** What new conversations of this user begin with, kept in this browser. */
export function usePreferences() {
  const user = useMe()?.name ?? '';
  return useLocalStorage<Preferences>({
    key: `portico.chat.${user}`,
    defaultValue: NONE,
    getInitialValueInEffect: false,
  });
}

/** The same, but with this server's tools and a model of its tenant, if there is one. */
export function withServer(
  preferences: Preferences,
  providers: Provider[],
  { tenant, name }: { tenant: string; name: string },
): Preferences {
  const { choice, settings } = preferences;
  const own = providers.filter((provider) => provider.tenant === tenant);
  const next = choiceAmong(own, choice);
  if (next === null) return preferences;
  const known = choice?.tenant === tenant && settings.servers.find((one) => one.name === name);
  return { choice: next, settings: { ...settings, servers: [known || { name }] } };
}

/** The chosen model if it is still there, or else the default one of the first provider. */
export function choiceAmong(providers: Provider[], wanted: ModelChoice | null): ModelChoice | null {
  const provider = providers.find(
    ({ tenant, name }) => tenant === wanted?.tenant && name === wanted.provider,
  );
  if (wanted !== null && provider !== undefined) return wanted;
  const [first] = providers;
  return first === undefined
    ? null
    : { tenant: first.tenant, provider: first.name, model: first.defaultModel };
}
