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

function typeOf(status: number): string {
  switch (status) {
    case 401:
      return "Unauthorized";
    case 402:
      return "PaymentRequired";
    case 403:
      return "Forbidden";
    case 404:
      return "NotFound";
    case 409:
      return "Conflict";
    case 429:
      return "TooManyRequests";
    default:
      return status >= 500 ? "InternalServerError" : "BadRequest";
  }
}

/** The connection dies: there is no answer at all. */
export class ConnectionReset extends Error {
  constructor() {
    super("read ECONNRESET");
    this.name = "ConnectionReset";
  }
}

export const invalidParameter = (param: string, message: string): Refusal => new Refusal(400, "InvalidParameter", message, { param });
