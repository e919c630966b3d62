import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { type Me, useMe } from '../../api/me';
import { Fact, Facts } from '../../components/facts';
import { Link } from '../../components/link';
import { Page } from '../../components/page';
import { Section } from '../../components/section';
import { useAccountTexts } from '../../i18n/pages/account';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { PasswordSection } from './password-section';
import { SessionSection } from './session-section';
import { TokenSection } from './token-section';

/** One's own account. */
export function ProfilePage() {
  const t = useAccountTexts();
  const { pages } = useTexts();
  const me = useMe();
  if (me === undefined) return null;
  return (
    <Page title={pages.account} about={t.about}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="lg">
          <Who me={me} />
          <PasswordSection />
        </Stack>
        <Stack gap="lg">
          <TokenSection isAdmin={me.isAdmin} />
          <SessionSection />
        </Stack>
      </SimpleGrid>
    </Page>
  );
}

function Who({ me }: { me: Me }) {
  const t = useAccountTexts();
  const people = usePeopleTexts();
  const { shell, words } = useTexts();
  return (
    <Section title={t.who}>
      <Facts columns={2}>
        <Fact label={words.name}>{me.name}</Fact>
        <Fact label={t.standing}>{me.isAdmin ? shell.admin : shell.member}</Fact>
      </Facts>
      {me.isAdmin && (
        <Text size="sm" c="dimmed">
          {t.adminMay}
        </Text>
      )}
      {!me.isAdmin && me.tenants.length === 0 && <Text size="sm">{t.noTenant}</Text>}
      {me.tenants.length > 0 && (
        <Group gap="xs" role="group" aria-label={t.roles}>
          {me.tenants.map(({ tenant, role }) => (
            <Group key={tenant} gap={6}>
              <Link to="/tenants/$tenant" params={{ tenant }} size="sm">
                {tenant}
              </Link>
              <Badge>{people.role[role]}</Badge>
            </Group>
          ))}
        </Group>
      )}
    </Section>
  );
}
