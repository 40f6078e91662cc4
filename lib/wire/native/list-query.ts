import { invalidParameter, unfit } from "../refusal";

const LIST_STATUSES = ["queued", "running", "cancelled", "succeeded", "failed"];

/** What a list call asks for; "" filters nothing. @throws Refusal */
export function readListQuery(query: URLSearchParams) {
  const number = (name: string, fallback: number): number => {
    const text = query.get(name);
    if (text === null || text === "") return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 500) throw unfit(name, "must be between 1 and 500");
    return value;
  };
  const page = number("page_num", 1);
  const size = number("page_size", 20);
  const status = query.get("filter.status") ?? "";
  if (status !== "" && !LIST_STATUSES.includes(status))
    throw invalidParameter("filter.status", "The parameter `filter.status` specified in the request is not valid.");
  const tier = query.get("filter.service_tier") ?? "default";
  if (tier !== "default" && tier !== "flex")
    throw invalidParameter("filter.service_tier", "The parameter `filter.service_tier` specified in the request is not valid.");
  const ids = query.getAll("filter.task_ids").filter((id) => id !== "");
  return { page, size, status, tier, ids, model: query.get("filter.model") ?? "" };
}
