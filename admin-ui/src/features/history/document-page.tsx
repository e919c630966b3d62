import { Button, Grid, Group, NavLink, Paper, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { DocumentKind } from '../../api/document';
import {
  type DocumentKey,
  type DocumentVersion,
  KIND_NAMES,
  useDifference,
  useNewestRevision,
  versionsOptions,
} from '../../api/history';
import { mayEdit, useMe } from '../../api/me';
import { entriesOf } from '../../api/pages';
import { IconRestore } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { LoadError } from '../../components/load-error';
import { Page } from '../../components/page';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { DifferenceList, nameOf } from './difference-list';
import { RestoreDialog } from './restore-dialog';

const route = getRouteApi('/shell/history/documents/$kind/$tenant/$name');

const isKind = (kind: string): kind is DocumentKind => kind in KIND_NAMES;

/** All versions of one document, also of one that is deleted. */
export function DocumentHistoryPage() {
  const t = useHistoryTexts();
  const { kind, tenant, name } = route.useParams();
  const title = `${tenant}/${name}`;
  if (!isKind(kind)) return <Page title={title}>{t.unknownKind}</Page>;
  const key = { kind: KIND_NAMES[kind], tenant, name };
  return (
    <Page title={nameOf(key)} about={t.versionsText}>
      <Versions kind={kind} document={key} />
    </Page>
  );
}

function Versions({ kind, document }: { kind: DocumentKind; document: DocumentKey }) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const query = useInfiniteQuery(versionsOptions(kind, document.tenant, document.name));
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = entriesOf(query.data);
  if (query.error !== null) return <LoadError query={query} />;
  if (versions === undefined) return <Skeleton height={320} />;
  const at = Math.max(
    0,
    versions.findIndex(({ revision }) => revision === chosen),
  );
  const selected = versions[at];
  if (selected === undefined) return t.noVersions;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 3 }}>
        <Stack gap="xs">
          <VersionList
            versions={versions}
            selected={selected.revision}
            onChoose={setChosen}
            label={t.versions}
          />
          {query.hasNextPage && (
            <Button
              variant="default"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {words.loadMore}
            </Button>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 9 }}>
        <Version
          key={selected.revision}
          version={selected}
          document={document}
          before={versions[at + 1]?.revision ?? selected.revision - 1}
          isCurrent={at === 0}
        />
      </Grid.Col>
    </Grid>
  );
}

interface VersionListProps {
  versions: DocumentVersion[];
  selected: number;
  onChoose: (revision: number) => void;
  label: string;
}

function VersionList({ versions, selected, onChoose, label }: VersionListProps) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const format = useFormat();
  const tellOf = (version: DocumentVersion, at: number) => {
    if (version.document == null) return t.deleted;
    return at === 0 ? t.inForce : undefined;
  };
  return (
    <Paper withBorder component="nav" aria-label={label} style={{ overflow: 'hidden' }}>
      {versions.map((version, at) => (
        <NavLink
          key={version.revision}
          component="button"
          active={version.revision === selected}
          aria-current={version.revision === selected}
          label={words.revision(format.number(version.revision))}
          description={tellOf(version, at)}
          onClick={() => onChoose(version.revision)}
        />
      ))}
    </Paper>
  );
}

interface VersionProps {
  version: DocumentVersion;
  document: DocumentKey;
  /** The revision of the version before it. */
  before: number;
  isCurrent: boolean;
}

/** What a version changed, and the way back to it. */
function Version({ version, document, before, isCurrent }: VersionProps) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const format = useFormat();
  const me = useMe();
  const newest = useNewestRevision()?.number;
  const [isOpen, setOpen] = useState(false);
  const query = useDifference(before, version.revision, document);
  const name = (number: number) =>
    number === 0 ? t.beforeFirst : words.revision(format.number(number));
  const isDeleted = version.document == null;
  // What is deleted now comes back as it was before that.
  const target = isDeleted ? before : version.revision;
  const canRestore =
    mayEdit(me, document.tenant) && newest !== undefined && (isDeleted ? isCurrent : !isCurrent);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {canRestore && (
          <Button leftSection={<IconRestore size={16} />} onClick={() => setOpen(true)}>
            {isDeleted ? t.bringBack : t.backTo(name(target))}
          </Button>
        )}
        <LinkButton
          variant="default"
          to="/history/$number"
          params={{ number: String(version.revision) }}
        >
          {t.openRevision}
        </LinkButton>
      </Group>
      <LoadError query={query} />
      {query.error === null && query.data === undefined && <Skeleton height={240} />}
      {query.data !== undefined && (
        <DifferenceList
          documents={query.data.documents}
          titles={[name(before), name(version.revision)]}
        />
      )}
      {canRestore && (
        <RestoreDialog
          target={{ revision: target, key: document }}
          newest={newest}
          isOpen={isOpen}
          onClose={() => setOpen(false)}
        />
      )}
    </Stack>
  );
}
