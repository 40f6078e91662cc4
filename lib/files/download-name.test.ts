import { describe, expect, it } from "vitest";
import { contentDisposition, downloadName, type DownloadFacts } from "./download-name";

const facts: DownloadFacts = {
  generationId: "01930000-0000-7000-8000-00003f2a91bc",
  variant: "video",
  mime: "video/mp4",
  projectName: "Harbour film",
  prompt: "A boat leaves at dawn, slowly; gulls circle above the mast.",
  resolution: "720p",
  durationSeconds: 5,
};

describe("downloadName", () => {
  it("says what the file is", () =>
    expect(downloadName(facts)).toBe("Harbour-film_A-boat-leaves-at-dawn-slowly-gulls_720p_5s_3f2a91bc.mp4"));
  it("keeps Chinese", () =>
    expect(downloadName({ ...facts, projectName: "海港", prompt: "清晨，一艘船缓缓离港。" })).toBe(
      "海港_清晨-一艘船缓缓离港_720p_5s_3f2a91bc.mp4",
    ));
  it("cuts a prompt without spaces", () =>
    expect([...downloadName({ ...facts, projectName: "", prompt: "船".repeat(500) })]).toHaveLength(40 + "_720p_5s_3f2a91bc.mp4".length));
  it("tells the last frame from the clip", () =>
    expect(downloadName({ ...facts, variant: "lastFrame", mime: "image/jpeg" })).toBe(
      "Harbour-film_A-boat-leaves-at-dawn-slowly-gulls_720p_5s_3f2a91bc_last-frame.jpg",
    ));
  it("has nothing in it that leads to another folder or breaks a header", () => {
    const name = downloadName({ ...facts, projectName: "../../etc", prompt: '"; rm -rf /\r\nX-Evil: 1' });
    expect(name).toBe("etc_rm-rf-X-Evil-1_720p_5s_3f2a91bc.mp4");
  });
});

describe("contentDisposition", () => {
  it("carries both names, and each can be put into a header", () => {
    const value = contentDisposition("attachment", "海港_清晨_720p_5s_3f2a91bc.mp4");
    expect(value).toBe(
      "attachment; filename=\"720p_5s_3f2a91bc.mp4\"; filename*=UTF-8''%E6%B5%B7%E6%B8%AF_%E6%B8%85%E6%99%A8_720p_5s_3f2a91bc.mp4",
    );
    expect(new Headers({ "content-disposition": value }).get("content-disposition")).toBe(value);
  });
  it("strips accents for the old name", () => expect(contentDisposition("inline", "Été.mp4")).toContain('filename="Ete.mp4"'));
});
