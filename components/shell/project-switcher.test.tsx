import { expect, it, vi } from "vitest";
import { draw, seen } from "@/lib/testing/draw";
import { Menu } from "@/components/ui/menu";
import ProjectItems from "./project-items";
import { ProjectSwitcher } from "./project-switcher";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }), useParams: () => ({ project: "film-1" }) }));

const team = { slug: "studio", name: "Studio" };
const projects = (count: number, archived = 0) =>
  Array.from({ length: count }, (_, index) => ({
    slug: `film-${index + 1}`,
    name: `Film ${index + 1}`,
    isArchived: index >= count - archived,
  }));

it("has a search as soon as there are more projects than are seen at a glance; those in the archive do not count", () => {
  const searches = (count: number, archived?: number): boolean =>
    draw(<ProjectSwitcher team={team} projects={projects(count, archived)} mayMakeProjects />).includes('type="search"');
  expect([searches(7), searches(8), searches(9, 2)]).toEqual([false, true, false]);
});

it("leads to the projects in the order that it is given, and to a new one whoever may make one", () => {
  const items = (mayMakeProjects: boolean): string =>
    seen(
      draw(
        <Menu>
          <ProjectItems
            team={team}
            found={projects(2).toReversed()}
            here={undefined}
            mayMakeProjects={mayMakeProjects}
            onLeave={() => undefined}
            onNew={() => undefined}
          />
        </Menu>,
      ),
    );
  expect(items(true)).toBe("StudioFilm 2Film 1New projectAll projects");
  expect(items(false)).not.toContain("New project");
});
