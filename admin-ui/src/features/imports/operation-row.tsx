import {
  Badge,
  Box,
  Button,
  Checkbox,
  Code,
  Collapse,
  Group,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useServersTexts } from '../../i18n/pages/servers';
import { toolView } from '../servers/model';
import { type Choices, type ImportPreview, nameOf, type Operation, toolOf } from './model';
import classes from './operation-row.module.css';
import { WarningList } from './warning-list';

interface OperationRowProps {
  preview: ImportPreview;
  operation: Operation;
  choices: Choices;
  /** Names that several tools would have. */
  clashes: Set<string>;
  isChosen: boolean;
  onChosen: (isChosen: boolean) => void;
  onRename: (name: string) => void;
}

const TOOL_NAME = /^[\w.-]{1,128}$/;

/** One operation and its tool. */
export function OperationRow(props: OperationRowProps) {
  const { operation, choices, clashes, isChosen, onChosen, onRename } = props;
  const t = useImportsTexts();
  const [isOpen, { toggle }] = useDisclosure(false);
  const { key, summary, deprecated, warnings } = operation;
  const name = nameOf(choices, operation);
  const wrong = clashes.has(name) ? t.tools.nameTaken : t.tools.nameWrong;
  const isWrong = isChosen && (clashes.has(name) || !TOOL_NAME.test(name));
  return (
    <Box className={classes.row}>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <Checkbox
          mt={8}
          aria-label={t.tools.choose(key)}
          checked={isChosen}
          onChange={(event) => onChosen(event.currentTarget.checked)}
        />
        <Box className={classes.parts}>
          <TextInput
            aria-label={t.tools.nameOf(key)}
            value={name}
            onChange={(event) => onRename(event.currentTarget.value)}
            disabled={!isChosen}
            error={isWrong ? wrong : undefined}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
          <Stack gap={2} miw={0} flex={1}>
            <Group gap="xs">
              <Code style={{ overflowWrap: 'anywhere' }}>{key}</Code>
              {deprecated && <Badge variant="default">{t.tools.deprecated}</Badge>}
            </Group>
            {summary != null && <Text size="sm">{summary}</Text>}
          </Stack>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={toggle}
            aria-expanded={isOpen}
            aria-label={t.tools.details(key)}
            color={warnings.length > 0 ? 'orange.9' : undefined}
          >
            {warnings.length > 0 ? t.tools.warnings(warnings.length) : t.tools.show}
          </Button>
        </Box>
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && <Details preview={props.preview} operation={operation} />}
      </Collapse>
    </Box>
  );
}

function Details({ preview, operation }: Pick<OperationRowProps, 'preview' | 'operation'>) {
  const t = useImportsTexts();
  const servers = useServersTexts();
  const tool = toolView(toolOf(preview, operation));
  return (
    <Stack gap="xs" pt="sm" pl="2.2rem">
      <WarningList warnings={operation.warnings} />
      {tool.description !== null && (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {tool.description}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t.tools.arguments}
      </Text>
      {tool.arguments.length === 0 ? (
        <Text size="sm">{servers.detail.noArguments}</Text>
      ) : (
        tool.arguments.map(({ name, type, isRequired, description }) => (
          <Text size="sm" key={name}>
            <Code>{name}</Code> {type}
            {isRequired && ` · ${servers.detail.required}`}
            {description !== null && ` – ${description}`}
          </Text>
        ))
      )}
    </Stack>
  );
}
