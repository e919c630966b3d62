import { Anchor, Text } from '@mantine/core';
import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from '../../components/code-block';
import { useChatTexts } from '../../i18n/pages/chat';
import classes from './markdown.module.css';

function textIn(node: unknown): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(textIn).join('');
  const props = typeof node === 'object' && node !== null && 'props' in node ? node.props : null;
  return typeof props === 'object' && props !== null && 'children' in props
    ? textIn(props.children)
    : '';
}

function Block({ text }: { text: string }) {
  const chat = useChatTexts();
  return <CodeBlock code={text} label={chat.code} />;
}

/** Links leave the console in a tab of their own. */
function Outward({ href, children }: { href?: string; children?: React.ReactNode }) {
  return (
    <Anchor
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      c="var(--portico-accent-text)"
      inherit
      underline="always"
    >
      {children}
    </Anchor>
  );
}

const COMPONENTS: Components = {
  a: ({ href, children }) => <Outward href={href}>{children}</Outward>,
  // A picture of elsewhere would tell elsewhere that it is looked at: only its link is shown.
  img: ({ src, alt }) => (
    <Outward href={typeof src === 'string' ? src : undefined}>{alt === '' ? src : alt}</Outward>
  ),
  pre: ({ children }) => <Block text={textIn(children).replace(/\n$/, '')} />,
  code: ({ children }) => <code className={classes.code}>{children}</code>,
  // Headings of a message stand below those of the page.
  h1: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  h2: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  h3: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  h4: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  h5: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  h6: ({ children }) => <Text className={classes.heading}>{children}</Text>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={classes.table} tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
};

const PLUGINS = [remarkGfm];

/** Markdown of a model. HTML in it is shown as text, and addresses are of harmless schemes only. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
});
