import type { JsonObject } from '../../api/document';
import { objectIn, textIn } from '../servers/model';

export const SOURCES = ['value', 'env', 'file'] as const;
export type SecretSource = (typeof SOURCES)[number];

/** What stands in the place of a sealed value; saved again, it keeps that value. */
const SEALED = '[sealed]';

/** A secret as its form shows it. The value is only ever what was typed. */
export interface SecretForm {
  tenant: string;
  name: string;
  source: SecretSource;
  value: string;
  env: string;
  file: string;
  /** Whether a value is stored, which stays if none is typed. */
  isSealed: boolean;
}

export function formOf(document: JsonObject, tenant = 'default'): SecretForm {
  const from = objectIn(document, 'from');
  const [env, file] = [textIn(from, 'env'), textIn(from, 'file')];
  const otherwise: SecretSource = file === null ? 'value' : 'file';
  return {
    tenant: textIn(document, 'tenant') ?? tenant,
    name: textIn(document, 'name') ?? '',
    source: env === null ? otherwise : 'env',
    value: '',
    env: env ?? '',
    file: file ?? '',
    isSealed: textIn(document, 'sealed') !== null,
  };
}

function content(form: SecretForm): JsonObject {
  if (form.source === 'env') return { from: { env: form.env.trim() } };
  if (form.source === 'file') return { from: { file: form.file.trim() } };
  return form.value === '' && form.isSealed ? { sealed: SEALED } : { value: form.value };
}

/** The document that the form stands for. */
export function documentOf(form: SecretForm): JsonObject {
  return { kind: 'Secret', tenant: form.tenant, name: form.name.trim(), ...content(form) };
}

/** Whether something is missing without which it cannot be saved. */
export function isIncomplete(form: SecretForm): boolean {
  const given = { value: form.isSealed ? 'kept' : form.value, env: form.env, file: form.file };
  return form.name.trim() === '' || given[form.source].trim() === '';
}
