/** What a line of a child's output means to a person who watches the terminal. */
export interface LogLine {
  level: "quiet" | "warn" | "error";
  text: string;
}

interface PinoLine {
  level: number;
  msg?: string;
  error?: { message?: string; code?: string };
}

const WARN = 40;
const ERROR = 50;

/**
 * Reads one line. Our processes write one JSON object a line; what is not JSON comes from a library, and only
 * matters if it came by way of stderr.
 */
export function readLogLine(line: string, stream: "stdout" | "stderr"): LogLine {
  const entry = parse(line);
  if (!entry) return { level: stream === "stderr" && line.trim() ? "error" : "quiet", text: line };
  const { level, msg = "", error, ...fields } = entry as PinoLine & Record<string, unknown>;
  const shown = Object.entries(fields).filter(([name]) => !["time", "pid", "hostname"].includes(name));
  const words = [msg, error?.message ?? error?.code, ...shown.map(([name, value]) => `${name}=${plain(value)}`)].filter(Boolean);
  return { level: level >= ERROR ? "error" : level >= WARN ? "warn" : "quiet", text: words.join(" · ") };
}

const plain = (value: unknown): string => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));

function parse(line: string): PinoLine | null {
  if (!line.startsWith("{")) return null;
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === "object" && value !== null && "level" in value && typeof value.level === "number" ? (value as PinoLine) : null;
  } catch {
    return null;
  }
}
