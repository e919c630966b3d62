import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';

const SANS =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** The one accent colour: a calm blue. */
const harbour: MantineColorsTuple = [
  '#eef6fb',
  '#dae9f3',
  '#b3d3e8',
  '#87bbdc',
  '#61a5d0',
  '#4897c8',
  '#338bc0',
  '#2477a9',
  '#1b6591',
  '#114f74',
];

/** Greys of the dark theme, a little blue. */
const dark: MantineColorsTuple = [
  '#d5d9de',
  '#b9bfc6',
  '#a9b1ba',
  '#7d8691',
  '#4a525c',
  '#2d333a',
  '#23272d',
  '#1a1d21',
  '#15181b',
  '#0f1113',
];

/** Light badges of a colour: text and surface that keep 4.5:1, where Mantine has text on its own colour. */
const legible: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const { color, theme: given } = input;
  const { isThemeColor, color: name } = parseThemeColor({
    color: color ?? given.primaryColor,
    theme: given,
  });
  if (input.variant !== 'light' || !isThemeColor) return resolved;
  const shade = (at: number) => `var(--mantine-color-${name}-${at})`;
  return {
    ...resolved,
    background: `light-dark(${shade(0)}, color-mix(in srgb, ${shade(6)} 20%, transparent))`,
    hover: `light-dark(${shade(1)}, color-mix(in srgb, ${shade(6)} 30%, transparent))`,
    color: `light-dark(color-mix(in srgb, ${shade(9)}, black 15%), ${shade(2)})`,
  };
};

export const theme = createTheme({
  variantColorResolver: legible,
  colors: { harbour, dark },
  primaryColor: 'harbour',
  primaryShade: 8,
  defaultRadius: 'md',
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: {
    fontFamily: SANS,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // The icon and the border have the colour; the text is to be read.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    TableScrollContainer: { defaultProps: { scrollAreaProps: { offsetScrollbars: 'present' } } },
    Table: { defaultProps: { verticalSpacing: 'sm', highlightOnHover: true } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        withArrow: true,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500 } },
    // A header of its own would be a second banner of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
    DrawerHeader: { defaultProps: { component: 'div' } },
    Modal: { defaultProps: { centered: true, radius: 'md' } },
    Code: { defaultProps: { bg: 'var(--portico-sunken)' } },
  },
});

/** Greys that keep 4.5:1 on every surface, and the surfaces themselves. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55606b',
    '--mantine-color-placeholder': '#68727d',
    '--mantine-color-error': '#c92a2a',
    '--portico-sunken': '#f3f5f7',
    '--portico-page': '#fafbfc',
    '--portico-line': '#dfe4e9',
    '--portico-accent-text': '#1b6591',
    '--portico-code-key': '#1b6591',
    '--portico-code-text': '#2b6a3f',
    '--portico-code-value': '#8f4a00',
    '--portico-code-line': '#e9eef2',
    '--portico-code-selection': '#c3dcec',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-placeholder': '#9aa3ad',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-body': '#1a1d21',
    '--portico-sunken': '#23272d',
    '--portico-page': '#15181b',
    '--portico-line': '#343a42',
    '--portico-accent-text': '#87bbdc',
    '--portico-code-key': '#87bbdc',
    '--portico-code-text': '#9fd0ac',
    '--portico-code-value': '#e5b476',
    '--portico-code-line': '#2a2f36',
    '--portico-code-selection': '#2c4f66',
  },
});
