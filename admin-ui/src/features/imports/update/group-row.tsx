import { Badge, Box, Button, Collapse, Group as Row, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { SideBySide } from '../../../components/diff/side-by-side';
import { IconChevronDown, IconChevronRight } from '../../../components/icons';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import classes from '../operation-row.module.css';
import type { FieldChange, Group, Side, Sides } from './model';
import { shownValue, sideOf } from './model';
import { SideChoice } from './side-choice';

interface GroupRowProps {
  group: Group;
  sides: Sides;
  onChoose: (changes: FieldChange[], side: Side) => void;
}

/** One tool: what happened to it on either side, and which side is taken. */
export function GroupRow({ group, sides, onChoose }: GroupRowProps) {
  const t = useImportUpdateTexts();
  const isConflict = group.state === 'conflict';
  const [isOpen, { toggle }] = useDisclosure(isConflict);
  const name = group.tool ?? group.document;
  const [first] = group.changes;
  const isWhole = first !== undefined && first.path === '';
  return (
    <Box className={classes.row}>
      <Row justify="space-between" gap="sm">
        <Button
          variant="subtle"
          size="compact-md"
          px={4}
          onClick={toggle}
          aria-expanded={isOpen}
          leftSection={isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          styles={{ root: { maxWidth: '100%' }, label: { overflowWrap: 'anywhere' } }}
        >
          <Text span ff={group.tool === null ? undefined : 'monospace'} size="sm" fw={550}>
            {name}
          </Text>
        </Button>
        {isWhole ? (
          <SideChoice
            label={t.choiceOf(name)}
            words={t.whole[group.state]}
            side={sideOf(sides, first)}
            onChoose={(side) => onChoose([first], side)}
          />
        ) : (
          <Badge variant="default">{t.fields(group.changes.length)}</Badge>
        )}
      </Row>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Stack gap="md" pt="sm">
            {group.changes.map((change) => (
              <Change
                key={change.id}
                name={name}
                change={change}
                side={sideOf(sides, change)}
                onChoose={(side) => onChoose([change], side)}
              />
            ))}
          </Stack>
        )}
      </Collapse>
    </Box>
  );
}

interface ChangeProps {
  name: string;
  change: FieldChange;
  side: Side;
  onChoose: (side: Side) => void;
}

/** One field: both sides beside each other, and which is taken. */
function Change({ name, change, side, onChoose }: ChangeProps) {
  const t = useImportUpdateTexts();
  const { path, by, here, source, base } = change;
  const label = `${name} ${path}`.trim();
  // What the source did not touch is compared with what it gave before.
  const [before, after] = by === 'here' ? [base, here] : [here, source];
  const titles: [string, string] = by === 'here' ? [t.before, t.here] : [t.here, t.source];
  return (
    <Stack gap={6}>
      {path !== '' && (
        <Row justify="space-between" gap="xs">
          <Text span ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
            {path}
          </Text>
          <SideChoice label={t.choiceOf(label)} words={t.field} side={side} onChoose={onChoose} />
        </Row>
      )}
      <SideBySide
        before={shownValue(before)}
        after={shownValue(after)}
        titles={titles}
        label={label}
      />
    </Stack>
  );
}
