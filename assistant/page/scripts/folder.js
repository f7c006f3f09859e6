// Folder: which of a folder's files are reports, and which of them go together; the same as on the command line.

const SIDECAR = ".meta.json";
// What systems, programs and people leave beside reports.
const LEFT = /^(\..*|thumbs\.db|desktop\.ini|~\$.*|readme(\.(md|txt|html))?)$/i;
// Where a browser or Word puts the pictures and scripts of a page that it saves: beside "Tin.html" the folder "Tin_files".
const OF_PAGE = /^(.+)[_.]files$/i;

const inOrder = new Intl.Collator("vi", { numeric: true });

// Those of [path, file] that are reports, in the order of their paths.
export function reportsOf(files) {
  const paths = new Set(files.map(([path]) => path));
  return files
    .filter(([path]) => !path.split("/").some((part) => LEFT.test(part)) && !isOfPage(path, paths))
    .sort(([one], [other]) => inOrder.compare(one, other));
}

function isOfPage(path, paths) {
  const parts = path.split("/");
  return parts.slice(0, -1).some((part, depth) => {
    const page = OF_PAGE.exec(part);
    const before = [...parts.slice(0, depth), page?.[1]].join("/");
    return page && [".html", ".htm", ".HTML", ".HTM"].some((suffix) => paths.has(before + suffix));
  });
}

// Each file with the sidecar that says what it is, where one is given: [[path, file], …], the file first.
export function together(files) {
  const given = new Map(files);
  const taken = new Set();
  const sets = files.map(([path, file]) => {
    const sidecar = [path, path.replace(/\.[^./]*$/, "")].map((name) => name + SIDECAR).find((name) => name !== path && given.has(name));
    if (!sidecar || path.toLowerCase().endsWith(SIDECAR)) return [[path, file]];
    taken.add(sidecar);
    return [[path, file], [sidecar, given.get(sidecar)]];
  });
  return sets.filter(([[path]]) => !taken.has(path));
}
