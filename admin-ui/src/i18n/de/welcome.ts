import type { welcome as en } from '../en/welcome';
import type { Wording } from '../texts';

export const welcome: Wording<typeof en> = {
  title: 'Willkommen bei Portico',
  about: 'In drei Schritten wird aus einer API ein MCP-Server, den Modelle benutzen können.',
  steps: {
    label: 'Schritte zum ersten Server',
    read: { label: 'Eine API', about: 'ihre Beschreibung' },
    review: { label: 'Werkzeuge', about: 'was Modelle aufrufen dürfen' },
    done: { label: 'Verbinden', about: 'Ihr MCP-Client' },
  },
  sample: {
    title: 'Ein Beispiel',
    text: 'Die Demo-Buchhandlung: sieben Operationen rund um Bücher und Bestellungen. cargo xtask up startet ihre REST-API neben Portico; anderswo starten Sie portico-demo-api.',
    address: 'Adresse der API der Buchhandlung',
    addressHint: 'So wie das Gateway sie erreicht.',
    start: 'Mit dem Beispiel beginnen',
  },
  own: 'Ihre eigene API',
  otherwise: 'Sie können jederzeit hierher zurückkommen.',
  skip: 'Erst einmal umsehen',
};
