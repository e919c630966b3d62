import { useState } from 'react';
import { Page } from '../../components/page';
import { useEditableTenants } from '../../components/tenant-field';
import { useTenantFilter } from '../../components/tenant-filter';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useTexts } from '../../i18n/use-texts';
import { ImportFlow } from './import-flow';
import { EarlierImports } from './update/earlier-imports';

/** Descriptions that others wrote become servers. */
export function ImportsPage() {
  const t = useImportsTexts();
  const { pages } = useTexts();
  const [tenant, setTenant] = useState(useTenantFilter() ?? 'default');
  const [step, setStep] = useState('read');
  // What is above has its height when they are known.
  const isSettled = useEditableTenants() !== undefined;
  return (
    <Page title={pages.imports} about={t.about}>
      <ImportFlow tenant={tenant} onTenant={setTenant} onStep={setStep} />
      {step === 'read' && isSettled && <EarlierImports />}
    </Page>
  );
}
