import { Button, Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ApiError } from '../../api/problem';
import { CodeBlock } from '../../components/code-block';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../i18n/use-texts';

/** Stands where a page failed: by the API's answer, or by a mistake of the console. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const { shell, problems } = useTexts();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof ApiError || error instanceof TypeError) {
    return (
      <Container py="xl">
        <ProblemAlert title={problems.loadTitle} error={error} onRetry={again} />
      </Container>
    );
  }
  return (
    <Container py="xl">
      <Page title={shell.crash.title} about={shell.crash.text}>
        <CodeBlock
          code={error instanceof Error ? (error.stack ?? error.message) : String(error)}
          label={shell.crash.title}
        />
        <Button onClick={again} style={{ alignSelf: 'flex-start' }}>
          {shell.crash.retry}
        </Button>
      </Page>
    </Container>
  );
}
