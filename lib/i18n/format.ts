const MICROS_PER_DOLLAR = 1_000_000;

/** Money in millionths of a US dollar, for example "$0.95"; below one cent it keeps enough digits to be true. */
export function formatMicros(locale: string, micros: number): string {
  const dollars = micros / MICROS_PER_DOLLAR;
  const digits = dollars !== 0 && Math.abs(dollars) < 0.01 ? 4 : 2;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(dollars);
}

/** To make one costs more than to use it a hundred times, and a list of files says a size in every card. */
const sizes = new Map<string, Intl.NumberFormat>();

function sizeFormat(locale: string, unit: string, isLong: boolean, digits: number): Intl.NumberFormat {
  const key = `${locale} ${unit} ${digits}`;
  const known = sizes.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: isLong ? "long" : "short",
    maximumFractionDigits: digits,
  });
  sizes.set(key, made);
  return made;
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A file size in decimal units, as the provider's limits and the file managers count: 1 MB = 1,000,000 bytes. */
export function formatBytes(locale: string, bytes: number): string {
  let unit = 0;
  let value = bytes;
  // 999.5 would be rounded up to "1,000 kB".
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return sizeFormat(locale, BYTE_UNITS[unit] ?? "byte", unit === 0, unit === 0 || value >= 10 ? 0 : 1).format(value);
}

/** A length as a clock shows it: 72 seconds are "1:12", 3672 are "1:01:12". */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
