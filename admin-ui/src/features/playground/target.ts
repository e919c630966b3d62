import type { JsonObject } from '../../api/document';
import { isObject, listIn, textIn } from '../servers/model';

export type TargetKind = 'tool' | 'prompt' | 'resource';

/** Something of a server that can be tried. */
export interface Target {
  kind: TargetKind;
  /** The name; the URI or URI template of a resource. */
  name: string;
  title: string | null;
  description: string | null;
  /** JSON Schema of what is entered: of a resource, the variables of its template. */
  schema: JsonObject;
  isReadOnly: boolean;
  isDestructive: boolean;
}

const VARIABLE = /\{(\w+)\}/g;

/** The names in a URI template. */
export function variablesOf(template: string): string[] {
  return [...template.matchAll(VARIABLE)].map(([, name]) => name ?? '');
}

/** The URI that a template becomes with these values, each percent-encoded. */
export function expanded(template: string, values: ReadonlyMap<string, string>): string {
  return template.replaceAll(VARIABLE, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  );
}

function about(part: unknown) {
  return { title: textIn(part, 'title'), description: textIn(part, 'description') };
}

function toolTarget(tool: unknown): Target {
  const schema = isObject(tool) && isObject(tool.inputSchema) ? tool.inputSchema : {};
  const annotations = isObject(tool) && isObject(tool.annotations) ? tool.annotations : {};
  return {
    kind: 'tool',
    name: textIn(tool, 'name') ?? '',
    ...about(tool),
    // Arguments are an object, whether the schema says so or not.
    schema: { type: 'object', properties: {}, ...schema },
    isReadOnly: annotations.readOnlyHint === true,
    isDestructive: annotations.destructiveHint === true,
  };
}

function textSchema(
  entries: { name: string; isRequired: boolean; values: unknown[]; text: string | null }[],
) {
  const properties = entries.map(({ name, values, text }): [string, JsonObject] => {
    const described = text === null ? {} : { description: text };
    const example = values.length === 0 ? {} : { examples: values };
    return [name, { type: 'string', ...described, ...example }];
  });
  const required = entries.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return { type: 'object', properties: Object.fromEntries(properties), required };
}

const completionsOf = (completion: unknown) => listIn(completion, 'values');

function promptTarget(prompt: unknown): Target {
  const entries = listIn(prompt, 'arguments').map((argument) => ({
    name: textIn(argument, 'name') ?? '',
    isRequired: isObject(argument) && argument.required === true,
    values: completionsOf(isObject(argument) ? argument.completion : undefined),
    text: textIn(argument, 'description') ?? textIn(argument, 'title'),
  }));
  return {
    kind: 'prompt',
    name: textIn(prompt, 'name') ?? '',
    ...about(prompt),
    schema: textSchema(entries),
    isReadOnly: true,
    isDestructive: false,
  };
}

function resourceTarget(resource: unknown): Target {
  const template = textIn(resource, 'uriTemplate');
  const completion = isObject(resource) && isObject(resource.completion) ? resource.completion : {};
  const entries = variablesOf(template ?? '').map((name) => ({
    name,
    isRequired: true,
    values: completionsOf(completion[name]),
    text: null,
  }));
  return {
    kind: 'resource',
    name: template ?? textIn(resource, 'uri') ?? '',
    ...about(resource),
    schema: textSchema(entries),
    isReadOnly: true,
    isDestructive: false,
  };
}

/** Everything of a server that can be tried: tools, then prompts, then resources. */
export function targetsOf(document: JsonObject): Target[] {
  return [
    ...listIn(document, 'tools').map(toolTarget),
    ...listIn(document, 'prompts').map(promptTarget),
    ...listIn(document, 'resources').map(resourceTarget),
  ];
}
