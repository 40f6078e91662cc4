import type { ComponentProps, ReactNode } from "react";
import sprite from "./icons.svg";

export type Icon = (props: ComponentProps<"svg">) => ReactNode;

/** Drawn by reference: neither the scripts nor the pages carry what an icon looks like. The sprite is kept true to lucide by its test. */
const icon = (name: string): Icon =>
  function DrawnIcon(props) {
    return (
      <svg
        width={24}
        height={24}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        {...props}
      >
        <use href={`${(sprite as { src: string }).src}#${name}`} />
      </svg>
    );
  };

export const AlarmClock = icon("alarm-clock");
export const Archive = icon("archive");
export const ArchiveRestore = icon("archive-restore");
export const ArrowLeft = icon("arrow-left");
export const ArrowLeftRight = icon("arrow-left-right");
export const ArrowLeftToLine = icon("arrow-left-to-line");
export const ArrowRight = icon("arrow-right");
export const ArrowRightToLine = icon("arrow-right-to-line");
export const ArrowUp = icon("arrow-up");
export const ArrowUpToLine = icon("arrow-up-to-line");
export const AtSign = icon("at-sign");
export const AudioLines = icon("audio-lines");
export const BadgeInfo = icon("badge-info");
export const Ban = icon("ban");
export const BellRing = icon("bell-ring");
export const Blend = icon("blend");
export const BookText = icon("book-text");
export const Bookmark = icon("bookmark");
export const Braces = icon("braces");
export const CalendarDays = icon("calendar-days");
export const Camera = icon("camera");
export const Check = icon("check");
export const ChevronDown = icon("chevron-down");
export const ChevronLeft = icon("chevron-left");
export const ChevronRight = icon("chevron-right");
export const ChevronUp = icon("chevron-up");
export const ChevronsRight = icon("chevrons-right");
export const ChevronsUpDown = icon("chevrons-up-down");
export const CircleAlert = icon("circle-alert");
export const CircleCheck = icon("circle-check");
export const CircleDashed = icon("circle-dashed");
export const CircleHelp = icon("circle-help");
export const CircleMinus = icon("circle-minus");
export const CirclePause = icon("circle-pause");
export const CircleSlash = icon("circle-slash");
export const CircleUser = icon("circle-user");
export const Clapperboard = icon("clapperboard");
export const Clock = icon("clock");
export const Columns2 = icon("columns-2");
export const Command = icon("command");
export const Contrast = icon("contrast");
export const Copy = icon("copy");
export const Crop = icon("crop");
export const Dices = icon("dices");
export const Diff = icon("diff");
export const Download = icon("download");
export const Ellipsis = icon("ellipsis");
export const Eye = icon("eye");
export const EyeOff = icon("eye-off");
export const FileDown = icon("file-down");
export const FileText = icon("file-text");
export const FileVideo = icon("file-video");
export const Files = icon("files");
export const Film = icon("film");
export const FlaskConical = icon("flask-conical");
export const Folder = icon("folder");
export const FolderInput = icon("folder-input");
export const FolderX = icon("folder-x");
export const Folders = icon("folders");
export const Frame = icon("frame");
export const Grid2x2 = icon("grid-2x2");
export const GripVertical = icon("grip-vertical");
export const Hand = icon("hand");
export const HardDrive = icon("hard-drive");
export const HardDriveDownload = icon("hard-drive-download");
export const Heart = icon("heart");
export const History = icon("history");
export const Hourglass = icon("hourglass");
export const Image = icon("image");
export const ImageDown = icon("image-down");
export const ImageIcon = icon("image-icon");
export const ImagePlus = icon("image-plus");
export const ImageUp = icon("image-up");
export const Images = icon("images");
export const Inbox = icon("inbox");
export const Info = icon("info");
export const KeyRound = icon("key-round");
export const Keyboard = icon("keyboard");
export const Languages = icon("languages");
export const Layers = icon("layers");
export const Library = icon("library");
export const Link2 = icon("link-2");
export const ListChecks = icon("list-checks");
export const ListVideo = icon("list-video");
export const Lock = icon("lock");
export const LockOpen = icon("lock-open");
export const LogOut = icon("log-out");
export const Maximize = icon("maximize");
export const MessageSquare = icon("message-square");
export const MessageSquarePlus = icon("message-square-plus");
export const MessageSquareText = icon("message-square-text");
export const Minus = icon("minus");
export const PanelBottom = icon("panel-bottom");
export const PanelLeft = icon("panel-left");
export const Paperclip = icon("paperclip");
export const Pause = icon("pause");
export const PenLine = icon("pen-line");
export const Pencil = icon("pencil");
export const Play = icon("play");
export const Plug = icon("plug");
export const PlugZap = icon("plug-zap");
export const Plus = icon("plus");
export const PowerOff = icon("power-off");
export const Receipt = icon("receipt");
export const Redo2 = icon("redo-2");
export const Repeat = icon("repeat");
export const Reply = icon("reply");
export const RotateCcw = icon("rotate-ccw");
export const RotateCw = icon("rotate-cw");
export const Save = icon("save");
export const ScanEye = icon("scan-eye");
export const ScrollText = icon("scroll-text");
export const Search = icon("search");
export const SendHorizontal = icon("send-horizontal");
export const SlidersHorizontal = icon("sliders-horizontal");
export const Sparkles = icon("sparkles");
export const SquarePen = icon("square-pen");
export const Stamp = icon("stamp");
export const Star = icon("star");
export const StepBack = icon("step-back");
export const StepForward = icon("step-forward");
export const Tag = icon("tag");
export const ThumbsDown = icon("thumbs-down");
export const ThumbsUp = icon("thumbs-up");
export const TimerOff = icon("timer-off");
export const Trash2 = icon("trash-2");
export const TriangleAlert = icon("triangle-alert");
export const Type = icon("type");
export const Undo2 = icon("undo-2");
export const Upload = icon("upload");
export const UserMinus = icon("user-minus");
export const UserPlus = icon("user-plus");
export const Users = icon("users");
export const Volume2 = icon("volume-2");
export const VolumeX = icon("volume-x");
export const WifiOff = icon("wifi-off");
export const X = icon("x");
export const ZoomIn = icon("zoom-in");
export const ZoomOut = icon("zoom-out");
