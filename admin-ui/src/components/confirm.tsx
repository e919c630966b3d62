import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useState,
} from 'react';

export interface Question {
  title: string;
  text: ReactNode;
  /** How it can be undone: "Restore it under History", say; or that it cannot. */
  undo: string;
  /** What the button says: a verb. */
  action: string;
  isDangerous?: boolean;
}

// Not needed for the first view.
const ConfirmDialog = lazy(async () => ({
  default: (await import('./confirm-dialog')).ConfirmDialog,
}));

type Ask = (question: Question) => Promise<boolean>;

const Asking = createContext<Ask>(() => Promise.resolve(false));

/** Asks before something that cannot be taken back by a click: `if (await confirm({…})) …`. */
export const useConfirm = () => useContext(Asking);

interface Open extends Question {
  answer: (isYes: boolean) => void;
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open | null>(null);
  const [isShown, setShown] = useState(false);
  const ask = useCallback<Ask>((question) => {
    return new Promise((resolve) => {
      setOpen({ ...question, answer: resolve });
      setShown(true);
    });
  }, []);
  const close = (isYes: boolean) => {
    open?.answer(isYes);
    setShown(false);
  };
  return (
    <Asking value={ask}>
      {children}
      {open !== null && (
        <Suspense>
          <ConfirmDialog question={open} isShown={isShown} onAnswer={close} />
        </Suspense>
      )}
    </Asking>
  );
}
