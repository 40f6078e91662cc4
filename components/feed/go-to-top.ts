import { placeInTime } from "./days/place-in-time";

/** What shows that a hand wants to go elsewhere. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;
/** Longer than a browser takes for the way, where it does not say that it has arrived. */
const LONGEST_WAY_MS = 1_500;

/** So far the eye follows. */
const MOST_SCREENS = 20;

let end: (() => void) | null = null;

/**
 * Leads to the newest card. On the way nothing holds the page where it was: that would end the journey. A browser moves the goal
 * when something above grows meanwhile, so at its end the page is set down at the top, unless somebody took it elsewhere.
 */
export function goToTop(): void {
  end?.();
  placeInTime.goToTop();
  if (scrollY === 0) return;
  let isTaken = false;
  const take = (): void => void (isTaken = true);
  const arrive = (): void => {
    end?.();
    if (!isTaken) scrollTo({ top: 0, behavior: "instant" });
  };
  const timer = "onscrollend" in window ? undefined : setTimeout(arrive, LONGEST_WAY_MS);
  for (const hand of HANDS) addEventListener(hand, take, { passive: true });
  addEventListener("scrollend", arrive);
  end = () => {
    end = null;
    clearTimeout(timer);
    for (const hand of HANDS) removeEventListener(hand, take);
    removeEventListener("scrollend", arrive);
  };
  // A long way is no journey: there is nothing to be seen on it.
  scrollTo({ top: 0, behavior: scrollY > MOST_SCREENS * innerHeight ? "instant" : "smooth" });
}

export const isGoingToTop = (): boolean => end !== null;
