// Loaded into a process before everything else: its clock is wrong by so many milliseconds, and the database's is right.
const shift = Number(process.env.DAILIES_CLOCK_SHIFT_MS ?? "0");
const Real = globalThis.Date;
globalThis.Date = class Date extends Real {
  constructor(...args) {
    if (args.length === 0) super(Real.now() + shift);
    else super(...args);
  }
  static now() {
    return Real.now() + shift;
  }
  // Next copies what is the constructor's own, and what is inherited would be missing.
  static parse = Real.parse;
  static UTC = Real.UTC;
};
