import type { z } from "zod";

export interface JobOptions {
  /**
   * What a key keeps apart. `waiting` (unless told otherwise): one job of a key waits, another may be running,
   * so a running job can ask for its own successor. `exclusive`: one waits or runs, and no second is taken.
   */
  oneOf?: "waiting" | "exclusive";
  /** How many may run at once in one worker; 1 unless told. */
  concurrency?: number;
  /** How often a job that throws runs again; 3 unless told, 0 for what must never repeat by itself. */
  retryLimit?: number;
  /** The wait before the first retry; it doubles each time, up to a quarter of an hour. 2 unless told. */
  retryDelaySeconds?: number;
  /** After this long `signal` is aborted and the run counts as failed; 300 unless told. */
  timeoutSeconds?: number;
}

export interface JobDefinition<Name extends string = string, Payload extends object = object> {
  readonly name: Name;
  readonly schema: z.ZodType<Payload>;
  readonly options: JobOptions;
}

/**
 * Names a kind of work apart from its handler, so that whoever asks for it does not import what it does.
 * Payloads carry ids only: the handler reloads the row and looks at its state.
 * @param definition.name e.g. `generation.check`; letters, digits, dots and hyphens
 */
export function defineJob<const Name extends string, Payload extends object>(definition: {
  name: Name;
  schema: z.ZodType<Payload>;
  options?: JobOptions;
}): JobDefinition<Name, Payload> {
  return { name: definition.name, schema: definition.schema, options: definition.options ?? {} };
}

export type PayloadOf<Job> = Job extends JobDefinition<string, infer Payload> ? Payload : never;
