import { useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/refresh';

/** Asks again for users, tenants and roles, and for who one is oneself. */
export function useChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => refresh(queryClient, '/api/v1/users', '/api/v1/tenants', '/api/v1/me');
}
