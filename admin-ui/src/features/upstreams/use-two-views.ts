import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { readText, withFields } from '../../components/document/document-text';
import { type Draft, useDraft } from '../../components/use-draft';
import { isObject } from '../servers/model';
import { documentOf, formOf, type UpstreamForm } from './model';

type View = 'form' | 'yaml';

export interface TwoViews {
  /** The text, which both views are of. */
  draft: Draft<string>;
  /** What the form shows; `null` where the text is no document. */
  form: UpstreamForm | null;
  changeForm: (form: UpstreamForm) => void;
  view: View;
  show: (view: View) => void;
  /** Goes back to this text. */
  discard: (text: string) => void;
}

function formIn(text: string): UpstreamForm | null {
  const { value } = readText(text);
  return isObject(value) ? formOf(value) : null;
}

/**
 * A form and a text of one upstream. The form has what the text cannot have yet, such as a header
 * without a name, so it is kept beside it, and made anew of the text whenever it is turned to.
 */
export function useTwoViews(draftKey: string, stored: string): TwoViews {
  const draft = useDraft(draftKey, stored);
  const [form, setForm] = useState(() => formIn(draft.value));
  const [view, setView] = useLocalStorage<View>({
    key: 'portico.upstream-editor-view',
    defaultValue: 'form',
    getInitialValueInEffect: false,
  });
  return {
    draft,
    form,
    view,
    changeForm: (next) => {
      setForm(next);
      draft.change(withFields(draft.value, documentOf(next)));
    },
    show: (next) => {
      if (next === 'form') setForm(formIn(draft.value));
      setView(next);
    },
    discard: (text) => {
      draft.discard(text);
      setForm(formIn(text));
    },
  };
}
