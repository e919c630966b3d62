import type { JsonObject } from '../../api/document';

/** As much of a tool's document as pages show. */
export interface ToolView {
  name: string;
  title: string | null;
  description: string | null;
  isReadOnly: boolean;
  isDestructive: boolean;
  /** As in `GET /books`; `null` where the tool has no HTTP mapping. */
  request: string | null;
  arguments: ArgumentView[];
}

export interface ArgumentView {
  name: string;
  type: string;
  description: string | null;
  isRequired: boolean;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectIn(value: unknown, field: string): JsonObject {
  const found = isObject(value) ? value[field] : undefined;
  return isObject(found) ? found : {};
}

export function textIn(value: unknown, field: string): string | null {
  const found = isObject(value) ? value[field] : undefined;
  return typeof found === 'string' ? found : null;
}

export function listIn(value: unknown, field: string): unknown[] {
  const found = isObject(value) ? value[field] : undefined;
  return Array.isArray(found) ? found : [];
}

function typeOf(schema: unknown): string {
  const type = isObject(schema) ? schema.type : undefined;
  if (Array.isArray(type)) return type.join(' | ');
  return typeof type === 'string' ? type : 'any';
}

function argumentsOf(tool: unknown): ArgumentView[] {
  const schema = objectIn(tool, 'inputSchema');
  const required = new Set(listIn(schema, 'required'));
  return Object.entries(objectIn(schema, 'properties')).map(([name, property]) => ({
    name,
    type: typeOf(property),
    description: textIn(property, 'description'),
    isRequired: required.has(name),
  }));
}

/** A tool as it is written, made ready to be shown. */
export function toolView(tool: unknown): ToolView {
  const annotations = objectIn(tool, 'annotations');
  const http = objectIn(tool, 'http');
  const path = textIn(http, 'path');
  return {
    name: textIn(tool, 'name') ?? '',
    title: textIn(tool, 'title'),
    description: textIn(tool, 'description'),
    isReadOnly: annotations.readOnlyHint === true,
    isDestructive: annotations.destructiveHint === true,
    request: path === null ? null : `${textIn(http, 'method') ?? 'GET'} ${path}`,
    arguments: argumentsOf(tool),
  };
}
