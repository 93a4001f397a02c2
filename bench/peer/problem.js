/** An answer that is no success, thrown anywhere and written by the error handler as problem+json. */
export class Problem extends Error {
  constructor(status, code, title, more = {}) {
    super(title);
    this.status = status;
    this.body = { type: 'about:blank', title, status, code, ...more };
  }
}

export const notFound = () => new Problem(404, 'not_found', 'Not found');

/** Parses by a zod schema; all faults at once. */
export function parse(schema, input) {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, code, message }) => ({ field: path.join('.'), code, message }));
  throw new Problem(400, 'invalid', 'The input is not valid', { errors });
}

// Express knows an error handler by its four parameters.
export function writeProblem(error, request, response, next) {
  if (response.headersSent) return next(error);
  const status = error.status ?? 500;
  if (status >= 500) console.error(error);
  const title = status < 500 ? error.message : 'Internal error';
  const body = error instanceof Problem ? error.body : { type: 'about:blank', title, status };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}
