import { useTexts } from '../../i18n/use-texts';
import classes from './shell.module.css';

/** The first thing that the keyboard reaches: leads past the navigation. */
export function SkipLink() {
  const { shell } = useTexts();
  return (
    <a href="#content" className={classes.skip}>
      {shell.skipToContent}
    </a>
  );
}
