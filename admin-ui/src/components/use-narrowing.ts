import { chooseTenant, useTenantFilter } from './tenant-filter';

/** A page whose address keeps what its list is searched for. */
interface SearchedRoute {
  useSearch: () => { q?: string };
  useNavigate: () => (to: { search: { q?: string }; replace: true }) => Promise<void>;
}

const orAbsent = (text: string) => (text === '' ? undefined : text);

/** What a list is searched for, as its address says. */
export function useSearched(route: SearchedRoute) {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (text: string) => {
    void navigate({ search: { q: orAbsent(text) }, replace: true });
  };
  return { q, search };
}

/** What a list is narrowed down to: by what it is searched for, and to the tenant that is chosen. */
export function useNarrowing(route: SearchedRoute) {
  const { q, search } = useSearched(route);
  const tenant = useTenantFilter();
  const onReset = () => {
    chooseTenant(null);
    search('');
  };
  return {
    q,
    search,
    tenant,
    /** As the API takes it. */
    filter: { q: orAbsent(q), tenant: tenant ?? undefined },
    /** As `List` takes it. */
    narrowed: { text: q, tenant, onReset },
  };
}
