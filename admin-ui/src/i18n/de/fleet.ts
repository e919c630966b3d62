import type { fleet as en } from '../en/fleet';
import type { Wording } from '../texts';

export const fleet: Wording<typeof en> = {
  about:
    'Die Envoys und Bridges, die diese und die anderen Steuerungsebenen bedienen, so wie sie jetzt sind.',
  searchLabel: 'Knoten suchen',
  list: 'Liste der Knoten',
  kind: { envoy: 'Envoy', bridge: 'Bridge' },
  state: {
    current: 'Aktuell',
    updating: 'Wird aktualisiert',
    refusing: 'Lehnt etwas ab',
    gone: 'Nicht verbunden',
    unknown: 'Nichts bekannt',
  },
  refuses: (count) => (count === 1 ? 'Lehnt 1 Ressource ab' : `Lehnt ${count} Ressourcen ab`),
  filterVersion: (version) => `Filter ${version}`,
  bridgeVersion: (version) => `Bridge ${version}`,
  lastSeen: 'zuletzt gesehen',
  lastSeenAt: 'Zuletzt gehört',
  none: 'keine',
  replica: 'Steuerungsebene',
  newest: 'Neueste Änderung',
  refusedTitle: 'Abgelehnt',
  refusedText:
    'Diese Ressourcen werden nicht angenommen. Ihre letzte gute Fassung bleibt in Gebrauch, bis die Ursache behoben ist.',
  refusedBy: 'Abgelehnt von',
  turnedAway: 'Abgewiesen',
  turnedAwayText:
    'Clients, die eine Konfiguration wollten und nicht eingelassen wurden. Prüfen Sie deren Zertifikat oder Token.',
  identity: 'Was er über sich sagt',
  metadata: 'Metadaten',
  streams: 'Ströme',
  streamsText:
    'Envoy hat einen eigenen Strom und in jedem seiner Threads einen des Filters. Ein Knoten ist aktuell, wenn jeder angenommen hat, was gesendet wurde.',
  noStreams: 'Kein Strom ist offen.',
  peers: { envoy: 'Envoy', filter: 'Filter', bridge: 'Bridge' },
  column: {
    node: 'Knoten',
    state: 'Zustand',
    revision: 'Revision',
    versions: 'Versionen',
    place: 'Standort',
    since: 'Verbunden',
    stream: 'Strom',
    sent: 'Gesendet',
    accepted: 'Angenommen',
    byType: 'Angenommen, je Typ',
    refused: 'Abgelehnt',
    resources: 'Gesendete Ressourcen',
    seen: 'Letzte Nachricht',
    peer: 'Client',
    reason: 'Grund',
    count: 'Wie oft',
    last: 'Zuletzt',
  },
  shared: {
    title: 'Zwei Envoys geben sich als dieser Knoten aus',
    text: 'Ihre Zustände sind hier vermischt. Geben Sie jedem Envoy mit --service-node eine eigene Kennung.',
  },
  missing: {
    title: 'Diesen Knoten gibt es nicht',
    text: 'Er war nie verbunden oder ist seit mehr als einer Stunde fort.',
    back: 'Zur Flotte',
  },
  empty: {
    title: 'Noch kein Envoy hat sich verbunden',
    text: 'Starten Sie einen Envoy, dessen Bootstrap auf die xDS-Adresse dieser Steuerungsebene zeigt. Er erscheint hier, sobald er sich verbindet.',
  },
};
