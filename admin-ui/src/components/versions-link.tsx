import type { DocumentKind } from '../api/document';
import { useSettings } from '../api/settings';
import { useHistoryTexts } from '../i18n/pages/history';
import { Link } from './link';

interface VersionsLinkProps {
  kind: DocumentKind;
  tenant: string;
  name: string;
}

/** Leads to all versions of a document, where the store keeps them. */
export function VersionsLink({ kind, tenant, name }: VersionsLinkProps) {
  const t = useHistoryTexts();
  if (useSettings()?.history !== true) return null;
  return (
    <Link
      to="/history/documents/$kind/$tenant/$name"
      params={{ kind, tenant, name }}
      size="sm"
      underline="always"
    >
      {t.allVersions}
    </Link>
  );
}
