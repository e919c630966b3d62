import type { progress as en } from '../en/progress';
import type { Wording } from '../texts';

export const progress: Wording<typeof en> = {
  reached: (reached, nodes) => `Auf ${reached} von ${nodes} verbundenen Knoten`,
  refusing: (count) => `${count} lehnen etwas ab`,
  took: (milliseconds) => `nach ${milliseconds} ms`,
  missing: 'Noch nicht auf',
  more: (count) => `und ${count} weiteren`,
  noNodes: 'Kein Knoten ist verbunden; wer sich verbindet, erhält sie sofort.',
  unknown:
    'Wie sie sich verbreitet hat, ist nicht bekannt: Sie ist älter als der Start dieser Steuerungsebene.',
};
