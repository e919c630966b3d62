import { Box } from '@mantine/core';
import classes from './code-block.module.css';
import { CopyButton } from './copy-button';

interface CodeBlockProps {
  code: string;
  /** What it is, for those who hear the page. */
  label: string;
}

/** Text to copy, as it is, with its button. Long lines scroll. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <Box className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className={classes.code} tabIndex={0} aria-label={label}>
        {code}
      </section>
      <Box className={classes.copy}>
        <CopyButton text={code} of={label} />
      </Box>
    </Box>
  );
}
