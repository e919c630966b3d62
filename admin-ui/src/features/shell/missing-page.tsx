import { Container } from '@mantine/core';
import { LinkButton } from '../../components/link';
import { Page } from '../../components/page';
import { useTexts } from '../../i18n/use-texts';

export function MissingPage() {
  const { notFound } = useTexts().shell;
  return (
    <Container component="main" py="xl">
      <Page title={notFound.title} about={notFound.text}>
        <LinkButton to="/servers" style={{ alignSelf: 'flex-start' }}>
          {notFound.home}
        </LinkButton>
      </Page>
    </Container>
  );
}
