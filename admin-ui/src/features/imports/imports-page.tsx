import { useState } from 'react';
import { Page } from '../../components/page';
import { useTenantFilter } from '../../components/tenant-filter';
import { useTexts } from '../../i18n/use-texts';
import { ImportFlow } from './import-flow';

/** Descriptions that others wrote become servers. */
export function ImportsPage() {
  const { imports: t } = useTexts();
  const [tenant, setTenant] = useState(useTenantFilter() ?? 'default');
  return (
    <Page title={t.title} about={t.about}>
      <ImportFlow tenant={tenant} onTenant={setTenant} />
    </Page>
  );
}
