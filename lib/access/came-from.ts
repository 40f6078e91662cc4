import { AsyncLocalStorage } from "node:async_hooks";
import { singleton } from "@/lib/platform/singleton";

const store = singleton("came-from", () => new AsyncLocalStorage<string>());

/** Runs what somebody asked for, so that whatever of it is written down knows where they asked from. @param network see client-address.ts */
export const cameFrom = <T>(network: string, run: () => Promise<T>): Promise<T> => store.get().run(network, run);

/** Where whoever asked for what runs now came from; undefined where nobody asked, as in the worker. */
export const networkOfCaller = (): string | undefined => store.get().getStore();
