/** A "no" of the service: thrown where it is found, spelled by each surface in its own envelope. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly param: string;
  readonly type: string;
  /** True where a relay would refuse by itself, before asking upstream. */
  readonly byRelay: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { param?: string; type?: string; byRelay?: boolean; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.param = options.param ?? "";
    this.type = options.type ?? typeOf(status);
    this.byRelay = options.byRelay ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

const TYPES: Record<number, string> = {
  401: "Unauthorized",
  402: "PaymentRequired",
  403: "Forbidden",
  404: "NotFound",
  409: "Conflict",
  429: "TooManyRequests",
};
const typeOf = (status: number): string => TYPES[status] ?? (status >= 500 ? "InternalServerError" : "BadRequest");

export const invalidParameter = (param: string, message: string): Refusal => new Refusal(400, "InvalidParameter", message, { param });

/** The same in the service's usual words. */
export const unfit = (param: string, reason: string): Refusal =>
  invalidParameter(param, `The parameter \`${param}\` specified in the request is not valid: ${reason}.`);
