import { lazy, Suspense } from 'react';
import { $api } from '../../api/client';
import { useTenantFilter } from '../../components/tenant-filter';

// Most have one tenant, and need no picker.
const TenantSelect = lazy(async () => ({
  default: (await import('./tenant-select')).TenantSelect,
}));

/** Narrows every list down to one tenant; nothing to pick where there is only one. */
export function TenantPicker() {
  const chosen = useTenantFilter();
  const tenants = $api.useQuery('get', '/api/v1/tenants').data?.items ?? [];
  if (tenants.length < 2 && chosen === null) return null;
  const names = new Set(tenants.map((tenant) => tenant.name));
  if (chosen !== null) names.add(chosen);
  return (
    <Suspense>
      <TenantSelect names={[...names]} chosen={chosen} />
    </Suspense>
  );
}
