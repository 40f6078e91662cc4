"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
} from "react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { shortPrompt } from "@/components/clip/words";
import { readFeed } from "@/components/clip/query-options";
import { elementsQuery } from "@/components/library/elements/element-queries";
import { useElementWords } from "@/components/library/elements/element-words";
import { keepPlaced } from "@/components/ui/place";
import { floatingClasses } from "@/components/ui/popover";
import type { ElementView } from "@/lib/assets/elements/view";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { useComposerState, useEngine } from "../engine/composer-context";
import { mentionId } from "../engine/follow-mentions";
import { listMentions, type MentionOption } from "./list-mentions";
import { takeClip } from "../engine/take-clip";
import { takeElement } from "../engine/take-element";
import { textRect } from "./text-rect";
import type { Asking } from "./use-prompt-editor";

/** What the text box hands on while the list is open. */
export interface MentionKeys {
  /** @returns whether the list took the key */
  press: (key: string, event: KeyboardEvent) => boolean;
}

interface MentionListProps {
  ref: Ref<MentionKeys>;
  id: string;
  asking: Asking;
  /** Holds the text that the box shows: the list opens where the `@` is. */
  backdrop: RefObject<HTMLElement | null>;
  onChoose: (id: string) => void;
  onDismiss: () => void;
  /** The option that Enter takes, for `aria-activedescendant`; null while there is none. */
  onActive: (option: string | null) => void;
}

const GROUPS = [
  ["run", "inRun"],
  ["elements", "elements"],
  ["parked", "parked"],
  ["recent", "recent"],
] as const;
const NO_ELEMENTS: ElementView[] = [];
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** What can be mentioned, eight rows at a time: the files of this run, the team's elements, what is parked, and the newest clips. */
export function MentionList({ ref, id, asking, backdrop, onChoose, onDismiss, onActive }: MentionListProps) {
  const t = useTranslations("composer.prompt");
  const engine = useEngine();
  const queryClient = useQueryClient();
  const mode = useComposerState((state) => state.mode);
  const inputs = useComposerState((state) => state.inputs);
  const names = useTranslations("composer.references.number");
  const say = useElementWords();
  const place = useRef<HTMLDivElement>(null);
  const clips = useMemo(
    () => readFeed(queryClient, engine.team, engine.project.slug).filter(({ status }) => status === "ready"),
    [queryClient, engine],
  );
  const { data: elements = NO_ELEMENTS } = useQuery(elementsQuery(engine.team));
  const options = useMemo(
    () => listMentions({ mode, inputs, clips, elements, query: asking.query, nameOf: ({ kind, number }) => names(kind, { number }) }),
    [mode, inputs, clips, elements, asking.query, names],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const at = Math.max(
    0,
    options.findIndex((option) => option.id === chosen),
  );
  const prefix = useId();
  const active = options[at];
  const activeId = active ? `${prefix}-${active.id}` : null;
  const isEmpty = options.length === 0;

  function choose(option: MentionOption): void {
    if (option.group === "elements") return takeElement(engine, option.element, onChoose);
    if (option.group === "recent") return void takeClip(engine, option.clip, onChoose);
    if (option.group === "parked") engine.switchTo("references");
    onChoose(mentionId(option.input));
  }

  useImperativeHandle(ref, () => ({
    press(key, event) {
      if (active && key === "Escape") {
        onDismiss();
        return true;
      }
      if (!active || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
      if (key in STEPS) {
        setChosen(options.at((at + STEPS[key]!) % options.length)!.id);
        return true;
      }
      if (key !== "Enter" && key !== "Tab") return false;
      if (!event.repeat) choose(active);
      return true;
    },
  }));

  useEffect(() => {
    onActive(activeId);
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
    return () => onActive(null);
  }, [activeId, onActive]);

  useEffect(() => {
    const floating = place.current;
    const text = backdrop.current;
    if (!floating || !text || isEmpty) return;
    floating.showPopover();
    return keepPlaced({ getBoundingClientRect: () => textRect(text, asking.at) }, floating, { side: "top" });
  }, [backdrop, asking.at, isEmpty, options.length]);

  return (
    <>
      <p role="status" className="sr-only">
        {t("found", { count: options.length })}
      </p>
      {!isEmpty && (
        <div ref={place} popover="manual" data-slot="mention-list" className={cn(floatingClasses, "w-[min(20rem,calc(100vw-1rem))] p-1")}>
          <div id={id} role="listbox" aria-label={t("mentions")} className="max-h-[22rem] overflow-y-auto overscroll-contain">
            {GROUPS.map(([group, label]) => (
              <Group key={group} label={t(label)}>
                {options
                  .filter((option) => option.group === group)
                  .map((option) => (
                    <Option
                      key={option.id}
                      id={`${prefix}-${option.id}`}
                      isActive={option === active}
                      onPoint={() => setChosen(option.id)}
                      onChoose={() => choose(option)}
                      picture={<OptionPicture option={option} />}
                    >
                      {option.group === "recent"
                        ? shortPrompt(option.clip.prompt, 60)
                        : option.group === "elements"
                          ? t("mentionOption", { label: `@${option.element.name}`, name: say(option.element.files) })
                          : t("mentionOption", { label: option.label, name: option.input.name })}
                    </Option>
                  ))}
              </Group>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

function OptionPicture({ option }: { option: MentionOption }) {
  if (option.group === "recent") return <ClipPicture clip={option.clip} />;
  if (option.group === "elements") {
    const [face] = option.element.files;
    return face && <AssetPicture kind={face.kind} asset={face} previewUrl={null} />;
  }
  const { kind, asset, previewUrl } = option.input;
  return <AssetPicture kind={kind} asset={asset} previewUrl={asset?.status === "ready" ? null : previewUrl} />;
}

function Group({ label, children }: { label: string; children: readonly ReactNode[] }) {
  const id = useId();
  if (children.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} role="presentation" className="px-2 pt-1.5 pb-1 text-xs text-quiet">
        {label}
      </div>
      {children}
    </div>
  );
}

interface OptionProps {
  id: string;
  isActive: boolean;
  picture: ReactNode;
  children: ReactNode;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, isActive, picture, children, onPoint, onChoose }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={cn(
        "flex h-10 items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:h-11",
        isActive && "bg-raised outline-2 -outline-offset-2 outline-tungsten-ink",
      )}
      onPointerMove={onPoint}
      // The caret stays in the prompt.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span aria-hidden="true" className="size-7 shrink-0 overflow-hidden rounded-sm">
        {picture}
      </span>
      <bdi className="min-w-0 flex-1 truncate">{children}</bdi>
    </div>
  );
}

function ClipPicture({ clip }: { clip: CardView }) {
  if (clip.video?.isWithoutPoster) return <span className="block size-full bg-raised" />;
  return <img src={paths.api.media(clip.id, "poster")} alt="" draggable={false} decoding="async" className="size-full object-cover" />;
}
