import type { QueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import type { components } from '../../api/schema';
import type { Provider } from '../chat/model';

export type ProviderChange = components['schemas']['ModelProviderChange'];
export type Credential = components['schemas']['ProviderCredential'];
export type ConnectionTest = components['schemas']['ConnectionTest'];

/** What is entered of a provider. The key is not in drafts. */
export interface Entered {
  tenant: string;
  name: string;
  title: string;
  kind: Provider['kind'];
  baseUrl: string;
  defaultModel: string;
  models: string[];
  credential: Credential['type'];
  key: string;
  secret: string;
}

export const BASE_URLS: Record<Provider['kind'], string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
};

export function enteredOf(stored: Provider | null, tenant: string): Entered {
  const secret = stored?.credential.type === 'secret' ? stored.credential.name : '';
  return {
    tenant: stored?.tenant ?? tenant,
    name: stored?.name ?? '',
    title: stored?.title ?? '',
    kind: stored?.kind ?? 'openai',
    baseUrl: stored?.baseUrl ?? BASE_URLS.openai,
    defaultModel: stored?.defaultModel ?? '',
    models: stored?.models.filter((model) => model !== stored.defaultModel) ?? [],
    credential: stored === null ? 'key' : stored.credential.type === 'secret' ? 'secret' : 'keep',
    key: '',
    secret,
  };
}

function credentialOf({ credential, key, secret }: Entered): Credential {
  if (credential === 'key') return { type: 'key', key };
  return credential === 'secret' ? { type: 'secret', name: secret } : { type: credential };
}

export function changeOf(entered: Entered): ProviderChange {
  const { title, kind, baseUrl, defaultModel, models } = entered;
  const credential = credentialOf(entered);
  return { title: title.trim(), kind, baseUrl: baseUrl.trim(), defaultModel, models, credential };
}

export async function save(entered: Entered): Promise<void> {
  const params = { path: { tenant: entered.tenant, name: entered.name } };
  await client.PUT('/api/v1/providers/{tenant}/{name}', { params, body: changeOf(entered) });
}

/** Asks the provider for its models, as if it were saved like this. */
export async function probe(entered: Entered): Promise<ConnectionTest> {
  const params = { path: { tenant: entered.tenant, name: entered.name } };
  // A test needs no model, but the API wants one.
  const draft = { ...changeOf(entered), defaultModel: entered.defaultModel || '-' };
  const body = { draft: { ...draft, title: draft.title || entered.name } };
  const { data } = await client.POST('/api/v1/providers/{tenant}/{name}/test', { params, body });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

export function refreshProviders(queryClient: QueryClient): Promise<void> {
  const isOne = (path: unknown) => typeof path === 'string' && path.startsWith('/api/v1/providers');
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => isOne(queryKey[1]) });
}
