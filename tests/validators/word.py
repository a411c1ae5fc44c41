"""Holds Word files against a library that reads them: of two drafts compared, all changes accepted are the new text, all refused the old one, as `render`
writes them; headings, header, comments and scripts are told as Word knows them.

Usage: python word.py BINARY FOLDER, where FOLDER is made.
"""

import pathlib
import subprocess
import sys

from docx import Document

ROOT = pathlib.Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAIRS = [
    ("us28", "e3", "ukraine-2025"),
    ("e3", "us28", "ukraine-2025"),
    ("us28", "eu24", "ukraine-2025"),
    ("protocol", "minsk2", "minsk"),
    ("lebanon2024", "lebanon-extension", "lebanon-2024"),
]
ARABIC = """state Averne; state نورلاند;
framework d "اتفاق الهدنة" { parties: Averne, نورلاند; dated: 2026-03-01; sponsors: Averne;
  provision 1 "وقف Halt" { all parties shall observe ceasefire; note: "x"; }
}
"""


def settled(path, accept):
    """The paragraphs of a file, once all its changes are accepted or all refused."""
    out, joined = [], ""
    gone = W + ("del" if accept else "ins")
    for p in Document(path).element.body.iter(W + "p"):
        for t in p.iter(W + "t", W + "delText", W + "tab", W + "br"):
            if gone not in [above.tag for above in t.iterancestors()]:
                joined += t.text or " "
        # Where the end of a paragraph is gone, the next one goes on in it.
        if p.find(f"{W}pPr/{W}rPr/{gone}") is None:
            out.append(joined)
            joined = ""
    return [p for p in [*out, joined] if p]


def changes(path):
    body = Document(path).element.body
    return [c for kind in ("ins", "del") for c in body.iter(W + kind)]


def compared(binary, folder, old, new, examples):
    """What is wrong with the Word file of a comparison."""
    out = []
    texts = ROOT / "examples" / examples
    file = folder / f"{old}-{new}.docx"
    subprocess.run([binary, "diff", old, new, texts, "-o", file], check=False, stderr=subprocess.DEVNULL)
    rendered = {}
    for draft in (old, new):
        rendered[draft] = folder / f"{draft}.docx"
        subprocess.run([binary, "render", draft, texts, "-o", rendered[draft]], check=True, stderr=subprocess.DEVNULL)
    for accept, draft in ((True, new), (False, old)):
        found, expected = settled(file, accept), settled(rendered[draft], True)
        if found != expected:
            differ = [pair for pair in zip(found, expected) if pair[0] != pair[1]]
            out.append(f"{file.name}: {'accepted' if accept else 'refused'} it is not {draft}: {len(found)} and {len(expected)} paragraphs, {differ[:1]}")
    # All refused is not all accepted: a file without a change would pass.
    if settled(file, True) == settled(file, False):
        out.append(f"{file.name}: no change is tracked")
    for change in changes(file):
        if not change.get(W + "author") or not change.get(W + "date", "").startswith("20"):
            out.append(f"{file.name}: a change by nobody, or on no day")
            break
    return out


def read(binary, folder):
    """What is wrong with the Word file of a draft in two scripts."""
    text, file = folder / "two-scripts.truce", folder / "two-scripts.docx"
    text.write_text(ARABIC, "utf-8")
    subprocess.run([binary, "render", "d", text, "-o", file], check=True)
    document = Document(file)
    out = []
    styles = [p.style.name if p.style is not None else "" for p in document.paragraphs]
    if "Title" not in styles or not any(s.lower() == "heading 1" for s in styles):
        out.append(f"no title and headings by style: {sorted(set(styles))}")
    header = "".join(p.text for p in document.sections[0].header.paragraphs)
    if "2026-03-01" not in header or "اتفاق الهدنة" not in header:
        out.append(f"the header is {header!r}")
    footer = document.sections[0].footer._element
    if "PAGE" not in "".join(t.text or "" for t in footer.iter(W + "instrText")):
        out.append("no page numbers")
    comments = list(document.part.package.iter_parts())
    dated = [p for p in comments if p.partname.endswith("/comments.xml") and b'w:date="2026-03-01T00:00:00Z"' in p.blob]
    if not dated:
        out.append("comments are not of the day of the draft")
    style = document.styles.element.find(f"{W}style[@{W}styleId='RightToLeft']")
    if style is None or style.find(f"{W}rPr/{W}rtl") is None:
        out.append("nothing is told to go from right to left")
    for run in document.element.body.iter(W + "r"):
        said = "".join(t.text or "" for t in run.iter(W + "t"))
        marked = run.find(f"{W}rPr/{W}rStyle[@{W}val='RightToLeft']") is not None
        arabic = any("\u0600" <= c <= "\u06ff" for c in said)
        latin = any("a" <= c.lower() <= "z" for c in said)
        if marked != arabic or arabic and latin:
            out.append(f"{said!r} is {'' if marked else 'not '}told to go from right to left")
    return out


def main(binary, folder):
    folder.mkdir(parents=True, exist_ok=True)
    failures = [w for pair in PAIRS for w in compared(binary, folder, *pair)] + read(binary, folder)
    print(*failures, sep="\n", end="\n" if failures else "")
    print(f"{len(PAIRS) + 1} Word files", f"with {len(failures)} failures" if failures else "hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
