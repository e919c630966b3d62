import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is narrower than the breakpoint `sm`: a phone's, say. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
}
