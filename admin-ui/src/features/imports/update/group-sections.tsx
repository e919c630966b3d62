import { Button, Center, Paper, Group as Row, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useFormat } from '../../../i18n/use-texts';
import { GroupRow } from './group-row';
import { type FieldChange, type Group, type Side, type Sides, STATES, type State } from './model';

interface GroupSectionsProps {
  groups: Group[];
  sides: Sides;
  onChoose: (changes: FieldChange[], side: Side) => void;
}

/** So many are shown at first, and more each time they are asked for. */
const STEP = 30;

/** Everything that is not what it was, by what happened to it; what needs a decision first. */
export function GroupSections({ groups, sides, onChoose }: GroupSectionsProps) {
  return STATES.map((state) => {
    const own = groups.filter((group) => group.state === state);
    if (own.length === 0) return null;
    return (
      <StateSection key={state} state={state} groups={own} sides={sides} onChoose={onChoose} />
    );
  });
}

interface StateSectionProps extends GroupSectionsProps {
  state: State;
}

function StateSection({ state, groups, sides, onChoose }: StateSectionProps) {
  const t = useImportUpdateTexts();
  const format = useFormat();
  const [shown, setShown] = useState(STEP);
  const { title, about } = t.states[state];
  const all = groups.flatMap(({ changes }) => changes);
  const words = t.all[state];
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Row justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2}>
            {title} ({format.number(groups.length)})
          </Title>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </div>
        {groups.length > 1 && (
          <Row gap="xs">
            {(['source', 'here'] as const).map((side) => (
              <Button
                key={side}
                size="compact-sm"
                variant="default"
                onClick={() => onChoose(all, side)}
              >
                {words[side]}
              </Button>
            ))}
          </Row>
        )}
      </Row>
      <Paper withBorder>
        {groups.slice(0, shown).map((group) => (
          <GroupRow key={group.key} group={group} sides={sides} onChoose={onChoose} />
        ))}
      </Paper>
      {groups.length > shown && (
        <Center>
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            {t.more(format.number(groups.length - shown))}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
