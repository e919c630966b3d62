import { Grid, Paper, Stack, Stepper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from '../../components/link';
import { Page } from '../../components/page';
import { useTenantFilter } from '../../components/tenant-filter';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useWelcomeTexts } from '../../i18n/pages/welcome';
import { ImportFlow, STEPS } from '../imports/import-flow';
import { SourcePanel, type SourcePanelProps } from '../imports/source-panel';
import { SampleCard } from './sample-card';

/** Leads who is new here to a first server that works. */
export function WelcomePage() {
  const t = useWelcomeTexts();
  const [tenant, setTenant] = useState(useTenantFilter() ?? 'default');
  const [step, setStep] = useState<(typeof STEPS)[number]>('read');
  const isNarrow = useIsNarrow();
  return (
    <Page title={t.title} about={t.about}>
      <Stepper
        active={STEPS.indexOf(step)}
        size="sm"
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        aria-label={t.steps.label}
      >
        {STEPS.map((name) => (
          <Stepper.Step
            key={name}
            label={t.steps[name].label}
            description={t.steps[name].about}
            component="div"
            allowStepSelect={false}
            aria-current={name === step ? 'step' : undefined}
          />
        ))}
      </Stepper>
      <ImportFlow tenant={tenant} onTenant={setTenant} onStep={setStep} source={Sources} />
    </Page>
  );
}

/** The sample, and one's own. */
function Sources(props: SourcePanelProps) {
  const t = useWelcomeTexts();
  return (
    <Stack gap="lg">
      <Grid gap="lg" align="stretch">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <SampleCard onSource={props.onSource} isReading={props.isReading} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Paper withBorder p="md" h="100%">
            <Stack gap="sm">
              <Title order={2}>{t.own}</Title>
              <SourcePanel {...props} />
            </Stack>
          </Paper>
        </Grid.Col>
      </Grid>
      <Text size="sm" c="dimmed">
        {t.otherwise}{' '}
        <Link to="/servers" size="sm" underline="always">
          {t.skip}
        </Link>
      </Text>
    </Stack>
  );
}
