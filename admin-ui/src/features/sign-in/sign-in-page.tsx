import { Alert, Button, Center, Divider, Group, Paper, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { IconInfo } from '../../components/icons';
import { Page } from '../../components/page';
import { useTexts } from '../../i18n/use-texts';
import { LanguageMenu } from '../shell/language-menu';
import { Mark } from '../shell/mark';
import { ThemeMenu } from '../shell/theme-menu';
import { PasswordForm } from './password-form';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { signIn, shell } = useTexts();
  const { return_to: returnTo = '/', expired } = route.useSearch();
  const ways = $api.useQuery('get', '/api/v1/sign-in').data;
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--portico-page)">
      <Stack w="100%" maw="24rem">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Mark size={34} />
            <div>
              <Text fw={650} size="lg" lh={1.2}>
                {shell.product}
              </Text>
              <Text size="sm" c="dimmed">
                {signIn.tagline}
              </Text>
            </div>
          </Group>
          <Group gap={2} wrap="nowrap">
            <LanguageMenu />
            <ThemeMenu />
          </Group>
        </Group>
        <Paper withBorder p="lg" shadow="xs">
          <Page title={signIn.welcome}>
            {expired === true && (
              <Alert icon={<IconInfo size={20} />} role="status">
                {signIn.expired}
              </Alert>
            )}
            <PasswordForm returnTo={returnTo} />
            {ways?.oidc === true && (
              <>
                <Divider label={signIn.or} />
                <Button
                  component="a"
                  variant="default"
                  href={`/api/v1/oidc/login?return_to=${encodeURIComponent(returnTo)}`}
                >
                  {signIn.oidc}
                </Button>
              </>
            )}
          </Page>
        </Paper>
        <Text size="sm" c="dimmed">
          {signIn.firstTime}
        </Text>
      </Stack>
    </Center>
  );
}
