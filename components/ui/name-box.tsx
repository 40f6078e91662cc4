"use client";

import { Check, Minus } from "./icons";
import { Button } from "./button";
import { Input } from "./input";

interface NameFieldProps {
  label: string;
  /** Of the button. */
  add: string;
  maxLength: number;
  value: string;
  onValue: (value: string) => void;
  onAdd: (name: string) => void;
}

/** Finds a name in a list below it, or makes a new one of what was typed. */
export function NameField({ label, add, maxLength, value, onValue, onAdd }: NameFieldProps) {
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() === "") return;
        onAdd(value.trim());
        onValue("");
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={maxLength}
        onChange={({ target }) => onValue(target.value)}
        dir="auto"
      />
      <Button type="submit">{add}</Button>
    </form>
  );
}

/** Whether a name is what was typed, or a part of it. */
export const isSought = (name: string, typed: string): boolean => name.toLowerCase().includes(typed.trim().toLowerCase());

interface NameBoxProps {
  name: string;
  /** How many of those that are chosen have it, and how many there are. */
  count: number;
  of: number;
  onPut: (name: string) => void;
  onTake: (name: string) => void;
}

/** One name of a list: puts all that is chosen under it, and takes it from all that have it. */
export function NameBox({ name, count, of, onPut, onTake }: NameBoxProps) {
  const state = count === 0 ? "false" : count === of ? "true" : "mixed";
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state}
      onClick={() => (state === "true" ? onTake : onPut)(name)}
      className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-raised pointer-coarse:min-h-11"
    >
      <span className="flex size-4 shrink-0 items-center justify-center">
        {state === "true" && <Check aria-hidden="true" className="icon" />}
        {state === "mixed" && <Minus aria-hidden="true" className="icon" />}
      </span>
      <span dir="auto" className="truncate">
        {name}
      </span>
    </button>
  );
}
