import { Button, Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../api/client';
import {
  type DocumentDifference,
  kindOfDocument,
  useDifference,
  useNewestRevision,
} from '../../api/history';
import { mayEdit, useMe } from '../../api/me';
import type { components } from '../../api/schema';
import { Ago } from '../../components/ago';
import { ChangeProgress } from '../../components/change-progress';
import { Fact, Facts } from '../../components/facts';
import { IconRestore } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { ListSkeleton } from '../../components/list';
import { LoadError } from '../../components/load-error';
import { Page } from '../../components/page';
import { Section } from '../../components/section';
import { UnloadedPage } from '../../components/unloaded-page';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { ComparePicker } from './compare-picker';
import { DifferenceList } from './difference-list';
import { RestoreDialog, type Target } from './restore-dialog';

const route = getRouteApi('/shell/history/$number');

type RevisionDetail = components['schemas']['RevisionDetail'];

export function RevisionPage() {
  const { words } = useTexts();
  const format = useFormat();
  const number = Number(route.useParams().number);
  const init = { params: { path: { number } } };
  const query = $api.useQuery('get', '/api/v1/revisions/{number}', init);
  const title = words.revision(format.number(number));
  if (query.data !== undefined) return <Details key={number} title={title} revision={query.data} />;
  return <UnloadedPage title={title} query={query} />;
}

function Details({ title, revision }: { title: string; revision: RevisionDetail }) {
  const t = useHistoryTexts();
  const me = useMe();
  const newest = useNewestRevision()?.number;
  const [target, setTarget] = useState<Target | null>(null);
  const [isOpen, setOpen] = useState(false);
  const goBack = (wanted: Target) => {
    setTarget(wanted);
    setOpen(true);
  };
  const isOld = newest !== undefined && newest > revision.number;
  return (
    <Page
      title={title}
      about={revision.summary}
      actions={
        me?.isAdmin === true &&
        isOld && (
          <Button
            variant="default"
            leftSection={<IconRestore size={16} />}
            onClick={() => goBack({ revision: revision.number })}
          >
            {t.rollbackHere}
          </Button>
        )
      }
    >
      <Section title={t.about1}>
        <Facts>
          <Fact label={t.column.author}>{revision.author}</Fact>
          <Fact label={t.column.when}>
            <Ago at={revision.committedAt} />
          </Fact>
          <Fact label={t.reason}>{revision.reason === '' ? t.noReason : revision.reason}</Fact>
        </Facts>
        <ChangeProgress revision={revision.number} />
      </Section>
      <Comparison revision={revision.number} newest={newest} onGoBack={goBack} />
      {target !== null && newest !== undefined && (
        <RestoreDialog
          // Another target begins anew.
          key={JSON.stringify(target)}
          target={target}
          newest={newest}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
        />
      )}
    </Page>
  );
}

interface ComparisonProps {
  revision: number;
  newest: number | undefined;
  onGoBack: (target: Target) => void;
}

/** What differs between the revision and another one, the older on the left. */
function Comparison({ revision, newest, onGoBack }: ComparisonProps) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const format = useFormat();
  const { with: other = revision - 1 } = route.useSearch();
  const [older, newer] = [Math.min(revision, other), Math.max(revision, other)];
  const query = useDifference(older, newer);
  const name = (number: number) =>
    number === 0 ? t.beforeFirst : words.revision(format.number(number));
  const range = { older, newer, newest };
  return (
    <Stack gap="sm">
      <ComparePicker revision={revision} other={other} newest={newest} />
      <LoadError query={query} />
      {query.error === null && query.data === undefined && <ListSkeleton />}
      {query.data !== undefined && (
        <DifferenceList
          documents={query.data.documents}
          titles={[name(older), name(newer)]}
          actionsFor={(difference) => (
            <DocumentActions difference={difference} range={range} onGoBack={onGoBack} />
          )}
        />
      )}
    </Stack>
  );
}

interface DocumentActionsProps {
  difference: DocumentDifference;
  range: { older: number; newer: number; newest: number | undefined };
  onGoBack: (target: Target) => void;
}

/** What can be done with one document of a comparison. */
function DocumentActions({ difference, range, onGoBack }: DocumentActionsProps) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const format = useFormat();
  const me = useMe();
  const { key, before } = difference;
  const { older, newer, newest } = range;
  const kind = kindOfDocument(key);
  if (kind === undefined) return null;
  const canGoBack = mayEdit(me, key.tenant) && newest !== undefined;
  const olderTitle = older === 0 ? t.beforeFirst : words.revision(format.number(older));
  return (
    <Group gap="xs">
      {canGoBack && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRestore size={14} />}
          onClick={() => onGoBack({ revision: older, key })}
        >
          {before == null ? t.removeAgain : t.backTo(olderTitle)}
        </Button>
      )}
      {canGoBack && newer < newest && difference.after != null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRestore size={14} />}
          onClick={() => onGoBack({ revision: newer, key })}
        >
          {t.backTo(words.revision(format.number(newer)))}
        </Button>
      )}
      <LinkButton
        size="compact-sm"
        variant="subtle"
        to="/history/documents/$kind/$tenant/$name"
        params={{ kind, tenant: key.tenant, name: key.name }}
      >
        {t.allVersions}
      </LinkButton>
    </Group>
  );
}
