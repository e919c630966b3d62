import { ActionIcon, CopyButton as MantineCopy, Tooltip } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';
import { IconCheck, IconCopy } from './icons';

interface CopyButtonProps {
  /** What is copied. */
  text: string;
  /** What it is, for those who hear the page: "Endpoint", say. */
  of: string;
}

export function CopyButton({ text, of }: CopyButtonProps) {
  const { words } = useTexts();
  return (
    <MantineCopy value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.copied : words.copy}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
            aria-label={`${copied ? words.copied : words.copy}: ${of}`}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </MantineCopy>
  );
}
