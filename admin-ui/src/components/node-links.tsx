import { Link } from './link';

/** The names of nodes in a line, each with its page. */
export function NodeLinks({ ids }: { ids: string[] }) {
  return ids.map((id, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <Link to="/fleet/$id" params={{ id }} inherit underline="always">
        {id}
      </Link>
    </span>
  ));
}
