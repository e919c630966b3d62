import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { nonce } from '../../nonce';

/** Colours by variables of the page, so that both themes have theirs. */
const colours = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: 'var(--portico-code-key)',
  },
  { tag: [tags.string, tags.content], color: 'var(--portico-code-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--portico-code-value)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)' },
]);

const looks = EditorView.theme({
  '&': { backgroundColor: 'var(--portico-sunken)', color: 'var(--mantine-color-text)' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
  },
  '.cm-activeLine': { backgroundColor: 'var(--portico-code-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--portico-code-selection)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--portico-line)',
    borderRadius: 'var(--mantine-radius-sm)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--mantine-primary-color-filled)',
    color: '#fff',
  },
  '.cm-completionInfo': { maxWidth: '24rem', padding: '0.4rem 0.6rem' },
});

interface Setup {
  text: string;
  label: string;
  isFixed: boolean;
  complete?: CompletionSource;
  tell: (text: string) => void;
}

function editing({ complete, tell }: Setup): Extension {
  return [
    history(),
    closeBrackets(),
    indentOnInput(),
    highlightActiveLine(),
    lintGutter(),
    autocompletion(complete === undefined ? {} : { override: [complete] }),
    // Tab is left to the page: it leads out of the editor.
    keymap.of([...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) tell(update.state.doc.toString());
    }),
  ];
}

/** What an editor begins with. JSON is YAML, so that one language serves both. */
export function editorState(setup: Setup): EditorState {
  return EditorState.create({
    doc: setup.text,
    extensions: [
      EditorView.cspNonce.of(nonce()),
      yaml(),
      syntaxHighlighting(colours),
      looks,
      lineNumbers(),
      foldGutter(),
      bracketMatching(),
      drawSelection(),
      EditorView.lineWrapping,
      keymap.of(foldKeymap),
      EditorView.contentAttributes.of({ 'aria-label': setup.label }),
      setup.isFixed ? EditorState.readOnly.of(true) : editing(setup),
    ],
  });
}
