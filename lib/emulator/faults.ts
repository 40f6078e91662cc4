import { z } from "zod";
import { API_ROUTES } from "@/lib/wire/match-route";

/** The routes that a fault can be put on; `create`, `query`, `native`, `videos`, `assets`, `files` and `*` stand for several. */
export const ROUTES = [...API_ROUTES, "files.video", "files.lastFrame"] as const;
export type RouteName = (typeof ROUTES)[number];

const when = z.enum(["before", "after"]);

/** Ready-made answers, by name. `rateLimit` takes any of the 429 codes in `code`. */
export const ANSWER_PRESETS = [
  "unauthorized",
  "tokenInvalid",
  "balance",
  "paymentRequired",
  "keyLimit",
  "keyExpired",
  "overdue",
  "modelNotOpen",
  "rateLimit",
  "serverError",
  "relayError",
  "badGateway",
  "noChannel",
  "badGatewayHtml",
  "gatewayTimeout",
  "unavailable",
  "forbidden",
  "htmlOk",
  "empty",
] as const;

export const BAD_ID_VARIANTS = ["missing", "null", "empty", "number", "path", "long", "nested", "taskIdOnly", "array"] as const;
export const DOWNLOAD_VARIANTS = [
  "truncated",
  "html",
  "empty",
  "slow",
  "redirect",
  "redirectPrivate",
  "forbidden",
  "reset",
  "wrongType",
] as const;

export const faultSchema = z.discriminatedUnion("kind", [
  /** The connection dies: before the request is looked at, or after its work is done. */
  z.object({ kind: z.literal("drop"), when: when.default("before") }),
  z.object({ kind: z.literal("delay"), ms: z.number().min(0), when: when.default("before") }),
  /** Another answer than the true one, instead of the work or (after) in spite of it. */
  z.object({
    kind: z.literal("answer"),
    when: when.default("before"),
    preset: z.enum(ANSWER_PRESETS).optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    retryAfterSeconds: z.number().min(0).optional(),
    status: z.number().int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
  }),
  /** The work is done, and the JSON of its answer stops in the middle. */
  z.object({ kind: z.literal("truncatedJson") }),
  /** A task is made and answered with 200, but its id is unusable or lies elsewhere. */
  z.object({ kind: z.literal("badId"), variant: z.enum(BAD_ID_VARIANTS).default("missing") }),
  /** A finished task is shown without its link. */
  z.object({ kind: z.literal("noLink") }),
  /** These fields are left out of what a query or list says of a task. */
  z.object({ kind: z.literal("silent"), fields: z.array(z.string()).default(["safety_identifier", "seed"]) }),
  /** The list pretends not to know tasks younger than this. */
  z.object({ kind: z.literal("listLag"), ms: z.number().min(0) }),
  z.object({ kind: z.literal("download"), variant: z.enum(DOWNLOAD_VARIANTS), location: z.string().optional() }),
]);
export type Fault = z.infer<typeof faultSchema>;

export const faultOrderSchema = z.object({
  route: z.string().min(1),
  /** How many requests it hits; null: until it is removed. */
  count: z.number().int().positive().nullable().default(1),
  /** How many requests it lets pass first. */
  skip: z.number().int().min(0).default(0),
  /** Only requests whose address or body contains this. */
  containing: z.string().optional(),
  fault: faultSchema,
});
export type FaultOrder = z.infer<typeof faultOrderSchema>;
export type QueuedFault = FaultOrder & { id: string; hits: number };

/** Faults that were ordered through the admin API, waiting for their requests. */
export interface FaultQueue {
  add(order: FaultOrder): QueuedFault;
  remove(id: string): boolean;
  clear(): void;
  list(): QueuedFault[];
  /** The faults that hit this request; counts them. */
  take(route: RouteName, text: string): Fault[];
}

export function createFaultQueue(): FaultQueue {
  let orders: QueuedFault[] = [];
  let counter = 0;
  return {
    add(order) {
      counter += 1;
      const queued = { ...order, id: `fault-${counter}`, hits: 0 };
      orders.push(queued);
      return queued;
    },
    remove(id) {
      const before = orders.length;
      orders = orders.filter((order) => order.id !== id);
      return orders.length < before;
    },
    clear() {
      orders = [];
    },
    list: () => orders.map((order) => ({ ...order })),
    take(route, text) {
      const taken: Fault[] = [];
      for (const order of orders) {
        if (!matchesRoute(order.route, route) || (order.containing !== undefined && !text.includes(order.containing))) continue;
        if (order.skip > 0) {
          order.skip -= 1;
          continue;
        }
        if (order.count !== null) order.count -= 1;
        order.hits += 1;
        taken.push(order.fault);
      }
      orders = orders.filter((order) => order.count === null || order.count > 0);
      return taken;
    },
  };
}

/** `native.create` is also hit by `native`, `create` and `*`. */
function matchesRoute(ordered: string, route: RouteName): boolean {
  const [group, verb] = route.split(".");
  return ordered === "*" || ordered === route || ordered === group || ordered === verb;
}

/** Whether an order's route can ever match. */
export const isKnownRoute = (ordered: string): boolean => ROUTES.some((route) => matchesRoute(ordered, route));
