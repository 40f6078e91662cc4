"use client";

import { useQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "use-intl";
import { look } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { labelsQuery } from "@/components/clip/marks/labels-query";
import { elementsQuery } from "@/components/library/elements/element-queries";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Select } from "@/components/ui/select";
import { type Find, parseFind, readFind, SORTS, writeFind } from "@/lib/generations/find/find";
import type { LabelsView } from "@/lib/generations/view";
import { useTyped } from "@/components/find/use-typed";
import { CHOICES, type ChoiceName, type FilterName, useFindWords } from "./use-find-words";

interface FilterFormProps {
  place: GalleryPlace;
  find: string;
}

/** Each choice is looked for at once. */
export default function FilterForm({ place, find }: FilterFormProps) {
  const t = useTranslations("find");
  const zone = useTimeZone() ?? "UTC";
  const parts = parseFind(find);
  const words = useFindWords(place, true);
  const [seed, setSeed] = useTyped(parts.seed ?? "", (text) => readFind({ seed: text.trim() }).seed ?? text);
  const query = labelsQuery(place.team, place.project.slug);
  const { data: labels } = useQuery(query);
  const { data: elements = [] } = useQuery(elementsQuery(place.team));
  useLiveRefetch(query.queryKey, "project");
  const set = (change: Record<string, unknown>, how?: Parameters<typeof look>[1]): void => {
    const next = readFind({ zone, ...parts, ...change });
    if (writeFind(next) !== find) look(next, how);
  };

  const choose = (
    name: FilterName,
    values: readonly (string | number)[],
    say = (value: string | number) => words.value(name, value as Find[FilterName]),
    folders: LabelsView["folders"] = [],
  ) => (
    <Field key={name}>
      <Label>{words.name(name)}</Label>
      <Select value={String(parts[name] ?? "")} onChange={({ target }) => set({ [name]: target.value || undefined })}>
        <option value="">{t("any")}</option>
        {values
          .filter((value) => !folders.some(({ collections }) => collections.includes(String(value))))
          .map((value) => (
            <option key={value} value={value}>
              {say(value)}
            </option>
          ))}
        {folders.map((folder) => (
          <optgroup key={folder.name} label={folder.name}>
            {folder.collections.map((value) => (
              <option key={value} value={value}>
                {say(value)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </Field>
  );
  const known = (name: ChoiceName) => choose(name, CHOICES[name]);
  /** Names of here, and the one that is looked for, which may be of elsewhere. */
  const named = (name: "tag" | "collection" | "element", here: readonly string[] = [], folders: LabelsView["folders"] = []) =>
    choose(name, [...new Set([...here, ...(parts[name] === undefined ? [] : [parts[name]])])], undefined, folders);
  const dayField = (name: "from" | "to") => (
    <Field>
      <Label>{words.name(name)}</Label>
      <Input type="date" value={parts[name] ?? ""} max="9999-12-31" onChange={({ target }) => set({ [name]: target.value || undefined })} />
    </Field>
  );
  return (
    <div className="flex flex-col gap-3">
      <div>
        <Switch
          checked={parts.stack !== undefined}
          onCheckedChange={(on) => set({ stack: on ? "yes" : undefined })}
          label={t("stack.label")}
          aria-describedby="stack-how"
        />
        <p id="stack-how" className="text-xs text-quiet">
          {t("stack.how")}
        </p>
      </div>
      <div className="grid grid-cols-2 gap-3 [&_[data-slot=select]]:w-full">
        {known("state")}
        <Field>
          <Label>{t("names.sort")}</Label>
          <Select value={parts.sort ?? "newest"} onChange={({ target }) => set({ sort: target.value })}>
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {words.value("sort", sort)}
              </option>
            ))}
          </Select>
        </Field>
        {known("rating")}
        {known("verdict")}
        {known("comments")}
        {known("findings")}
        {known("favourite")}
        {named("tag", labels?.tags)}
        {named("collection", labels?.collections, labels?.folders)}
        {(elements.length > 0 || parts.element !== undefined) &&
          named(
            "element",
            elements.map(({ name }) => name),
          )}
        {dayField("from")}
        {dayField("to")}
        {choose(
          "author",
          words.authors.map(({ id }) => id),
        )}
        {known("mode")}
        {known("model")}
        {known("resolution")}
        {known("ratio")}
        {known("sound")}
        <Field>
          <Label>{words.name("seed")}</Label>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
            value={seed}
            onChange={({ target }) => {
              setSeed(target.value);
              const typed = target.value.trim();
              if (typed === "" || readFind({ seed: typed }).seed !== undefined) set({ seed: typed || undefined }, { isTyping: true });
            }}
          />
        </Field>
      </div>
      <Button
        variant="quiet"
        className="self-start"
        onClick={() => {
          // What is no seed is not in the address, and goes as well.
          setSeed("");
          look(parts.q === undefined ? {} : { q: parts.q });
        }}
      >
        {t("clear")}
      </Button>
    </div>
  );
}
