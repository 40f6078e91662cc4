import pg from "pg";

interface Statement {
  text: string;
  values: unknown[];
}

/** Runs `work` and comes back with every statement that it sent to the database. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first, second] = args as [unknown, unknown];
    const text = typeof first === "string" ? first : (first as { text?: string } | null)?.text;
    const values = (typeof first === "string" ? second : (first as { values?: unknown }).values) ?? [];
    if (text !== undefined && Array.isArray(values)) seen.push({ text, values });
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return seen;
}

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Those of the statements, each once, whose plan reads one of these tables from end to end. */
export async function sequentialScans(client: pg.Client, statements: readonly Statement[], tables: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const shapes = new Map(statements.map((statement) => [statement.text, statement]));
  for (const { text, values } of shapes.values()) {
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) continue;
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) ${text}`, values);
    const scanned = nodesOf(rows[0]!["QUERY PLAN"][0].Plan).filter(
      (node) => node["Node Type"].includes("Seq Scan") && tables.includes(node["Relation Name"] ?? ""),
    );
    for (const node of scanned) found.push(`${node["Relation Name"]}: ${text.replace(/\s+/g, " ").trim()}`);
  }
  return found;
}
