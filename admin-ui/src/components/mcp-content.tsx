import { Alert, Code, Image, Stack, Text } from '@mantine/core';
import { useContentTexts } from '../i18n/pages/content';
import { valueIn } from '../json/parse';
import { isArray, isMap, type JsonMap, type JsonValue } from '../json/value';
import { JsonTree } from './json-tree';
import classes from './mcp-content.module.css';

function textIn(block: JsonMap, field: string): string | null {
  const value = block.get(field);
  return typeof value === 'string' ? value : null;
}

/** `data:` of these bytes; `null` unless both parts are what they say. */
function dataUri(type: string | null, data: string | null): string | null {
  const isSafe = type !== null && /^[\w.+-]+\/[\w.+-]+$/.test(type);
  return isSafe && data !== null && /^[A-Za-z0-9+/=\s]*$/.test(data)
    ? `data:${type};base64,${data}`
    : null;
}

/** A list of MCP's content blocks. */
export function McpContents({ value }: { value: JsonValue | undefined }) {
  const blocks = isArray(value) ? value : value === undefined ? [] : [value];
  return (
    <Stack gap="sm">
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
        <McpContent key={at} block={block} />
      ))}
    </Stack>
  );
}

/** One of MCP's content blocks, or the contents of a resource. */
export function McpContent({ block }: { block: JsonValue }) {
  const content = useContentTexts();
  if (!isMap(block)) return <JsonTree value={block} label={content.other} />;
  const inner = block.get('resource');
  switch (textIn(block, 'type')) {
    case 'text':
      return <TextBlock text={textIn(block, 'text') ?? ''} />;
    case 'image':
    case 'audio':
      return <Media type={textIn(block, 'mimeType')} data={textIn(block, 'data')} />;
    case 'resource':
      return isMap(inner) ? <Contents contents={inner} /> : null;
    case 'resource_link':
      return <Place contents={block} />;
    case null:
      return <Contents contents={block} />;
    default:
      return <JsonTree value={block} label={content.other} />;
  }
}

/** A text; as a tree where it is JSON. */
function TextBlock({ text }: { text: string }) {
  const content = useContentTexts();
  const value = /^\s*[[{]/.test(text) ? valueIn(text) : undefined;
  return value === undefined ? (
    <Text className={classes.text}>{text}</Text>
  ) : (
    <JsonTree value={value} label={content.json} />
  );
}

function Media({ type, data }: { type: string | null; data: string | null }) {
  const content = useContentTexts();
  const uri = dataUri(type, data);
  if (uri === null) return <Alert color="orange">{content.unreadable(type ?? '?')}</Alert>;
  if (type?.startsWith('image/') === true) {
    return <Image src={uri} alt={content.image(type)} className={classes.image} />;
  }
  if (type?.startsWith('audio/') === true) {
    // biome-ignore lint/a11y/useMediaCaption: MCP has no captions
    return <audio controls src={uri} aria-label={content.audio(type)} className={classes.audio} />;
  }
  return <Text c="dimmed">{content.bytes(type ?? '?')}</Text>;
}

/** The contents of a resource: a text or bytes, of a URI. */
function Contents({ contents }: { contents: JsonMap }) {
  const content = useContentTexts();
  const text = textIn(contents, 'text');
  const blob = textIn(contents, 'blob');
  if (text === null && blob === null) return <JsonTree value={contents} label={content.other} />;
  return (
    <Stack gap={4}>
      <Place contents={contents} />
      {text !== null ? (
        <TextBlock text={text} />
      ) : (
        <Media type={textIn(contents, 'mimeType')} data={blob} />
      )}
    </Stack>
  );
}

function Place({ contents }: { contents: JsonMap }) {
  const title = textIn(contents, 'title') ?? textIn(contents, 'name');
  return (
    <Text size="sm">
      {title} <Code className={classes.uri}>{textIn(contents, 'uri')}</Code>{' '}
      <Text span c="dimmed">
        {textIn(contents, 'mimeType')}
      </Text>
    </Text>
  );
}
