import type { components } from './schema';

/** What the API says of an error (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** One thing that is wrong with what was sent. */
export type FieldProblem = components['schemas']['FieldProblem'];

/** An answer of the API that is no success. */
export class ApiError extends Error implements Problem {
  [member: string]: unknown;
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly errors: FieldProblem[];
  /** Seconds to wait before the next try, if the answer says so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    // Whatever else there is, such as `current` and `yours` of a 412.
    Object.assign(this, problem);
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** The error that `response` tells, whatever its body is. */
  static async of(response: Response): Promise<ApiError> {
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    const retryAfter = Number.isFinite(wait) ? wait : null;
    const fallback: Problem = { status: response.status, title: response.statusText };
    try {
      const body: unknown = await response.clone().json();
      if (isProblem(body)) return new ApiError(body, retryAfter);
    } catch {
      // A proxy's page, say: the status has to do.
    }
    return new ApiError(fallback, retryAfter);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'status' in body && 'title' in body;
}

/** Whether the control plane did not answer at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ApiError && error.status === 502);
}

/** The status of the API's error; `null` if it is another one. */
export function statusOf(error: unknown): number | null {
  return error instanceof ApiError ? error.status : null;
}
