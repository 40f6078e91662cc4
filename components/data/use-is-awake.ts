import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False while the page is only being woken up, for what is made of things that the server does not have. */
export const useIsAwake = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
