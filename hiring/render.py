"""Jinja template -> Markdown -> clean HTML. What people typed is text: never Markdown, HTML or a template."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from hiring import phrases
from hiring.findings import Place, Said, refused, say
from hiring.library import shipped, shown
from hiring.text import Lines, Ours
from hiring.vocabulary import Language

FILTERS = ("default", "first", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
           "replace", "round", "select", "selectattr", "sort", "sum", "title", "trim", "unique", "upper")  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_ALWAYS = re.compile(r"[\\`*_\[\]<>&|~]")
_AT_START = re.compile(r"^(?:[#+=:-]|\d{1,20}(?=[.)])[.)]?)")
_AT_END = re.compile(r"#+$")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;", "=": "&#61;", ":": "&#58;"}
_TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th",
         "td", "hr", "br", "dl", "dt", "dd", "blockquote"}  # fmt: skip


def escape_markdown(text: str) -> Markup:
    """Return typed text as one line of Markdown that shows exactly these words and does nothing."""
    line = _ALWAYS.sub(lambda sign: _escaped(sign.group()), _SPACES.sub(" ", text).strip(" "))
    line = _AT_END.sub(lambda signs: "\\#" * len(signs.group()), line)
    return Markup(_AT_START.sub(_escaped_start, line))  # noqa: S704 - this is the escaping itself


def escape_lines(text: str) -> Markup:
    """Return typed text as one line of Markdown that shows its line breaks, of several empty lines one."""
    lines = re.sub(r"\n\s*\n", "\n\n", text.strip()).split("\n")
    return Markup("<br>").join(escape_markdown(line) for line in lines)


def _escaped(sign: str) -> str:
    return _ENTITIES.get(sign, f"\\{sign}")


def _escaped_start(found: re.Match[str]) -> str:
    start = found.group()
    return f"{start[:-1]}\\{start[-1]}" if start[-1] in ".)" else _escaped(start)


def fenced(value: Any) -> Any:
    """Return plain data with every text safe for a Markdown template: ours as it is, typed ones escaped."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Ours):
        return Markup(value)  # noqa: S704 - our own content may hold Markdown
    if isinstance(value, Lines):
        return escape_lines(value)
    if isinstance(value, str):
        return escape_markdown(value)
    if isinstance(value, Mapping):
        return {key: fenced(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [fenced(part) for part in value]
    return value


class DocumentTemplates(ImmutableSandboxedEnvironment):
    """The environment of document templates: sandboxed, strict about names, few filters, typed text escaped."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - Jinja's signature
        """Refuse products and formats of texts and lists, which could fill the memory."""
        if operator != "**" and isinstance(left, int | float) and isinstance(right, int | float):
            return left * right if operator == "*" else left % right
        raise SecurityError(f"{operator} is allowed between two numbers only, ** not at all")


def environment(language: Language, own: Path | None) -> DocumentTemplates:
    """Return the templates for a language: the user's own before ours, ours also as `shipped/…`."""
    ours = jinja2.FileSystemLoader(shipped("templates") / "documents")
    mine = [jinja2.FileSystemLoader(own / "templates" / "documents")] if own else []
    made = DocumentTemplates(
        loader=jinja2.ChoiceLoader([*mine, ours, jinja2.PrefixLoader({"shipped": ours})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=fenced,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=compiled_templates(),
    )
    made.install_gettext_translations(phrases.phrases(language), newstyle=True)  # type: ignore[attr-defined]
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def compiled_templates() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are kept for the next run, or none where that cannot be written."""
    version = Path(str(jinja2.__file__)).stat().st_mtime_ns
    folder = phrases.cache_folder() / f"templates-{version:x}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


_environment = cache(environment)


def document(name: str, facts: Mapping[str, Any], language: Language, own: Path | None = None) -> str:
    """Return a document such as `posting` as Markdown; a mistake in a user's template is a finding.

    `facts` is plain data; texts in it are shown as typed unless they are `Ours`.
    """
    templates = environment(language, own) if own else _environment(language, None)
    try:
        text = templates.get_template(f"{name}.md.j2").render({**fenced(facts), "language": language})
    except (
        jinja2.TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as problem:
        if own is None:
            raise
        raise refused(_own_place(problem, own), "template", _template_words(problem)) from None
    return phrases.typeset(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", language)


def _own_place(problem: BaseException, own: Path) -> Place:
    """Return the file and line of a user's template that a problem comes from, or else their folder."""
    folder = str(own / "templates")
    if isinstance(problem, jinja2.TemplateSyntaxError) and str(problem.filename).startswith(folder):
        return Place(shown(Path(str(problem.filename))), problem.lineno, 1)
    found, step = Place(shown(own / "templates" / "documents")), problem.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename.startswith(folder):
            found = Place(shown(Path(step.tb_frame.f_code.co_filename)), step.tb_lineno, 1)
        step = step.tb_next
    return found


def _template_words(problem: BaseException) -> Said:
    """Return what is wrong with a template in words that a person can act on."""
    if isinstance(problem, RecursionError):
        return say("the template calls or extends itself without end; ours begin with shipped/")
    if isinstance(problem, jinja2.TemplateNotFound):
        return say("there is no template %(name)s; ours begin with shipped/", name=problem.name)
    return say("%(why)s", why=getattr(problem, "message", None) or problem)


def blocks_of(name: str) -> list[str]:
    """Return the names of the blocks of one of our document templates, such as `posting.md.j2`; none if unknown."""
    path = shipped("templates") / "documents" / name
    return (
        [block.name for block in _tree(path.read_text("utf-8")).find_all(nodes.Block)]
        if path.is_file()
        else []
    )


def blocks_given(source: str) -> list[tuple[int, str]]:
    """Return line and name of each block that a template gives to the one that it extends; none if it extends none."""
    try:
        tree = _tree(source)
    except jinja2.TemplateSyntaxError:
        return []  # told when the template is used
    if next(tree.find_all(nodes.Extends), None) is None:
        return []
    return [(part.lineno, part.name) for part in tree.body if isinstance(part, nodes.Block)]


def _tree(source: str) -> nodes.Template:
    return _environment("en", None).parse(source)


def html(markdown_text: str) -> Markup:
    """Return a document's Markdown as a clean HTML tree: few tags, few attributes, safe links."""
    import markdown  # noqa: PLC0415 - the Markdown formats do not need it
    import nh3  # noqa: PLC0415

    raw = markdown.markdown(markdown_text, extensions=["tables", "sane_lists", "def_list"])
    attributes = {"a": {"href"}, "ol": {"start"}}
    clean = nh3.clean(
        raw, tags=_TAGS, attributes=attributes, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return Markup(clean)  # noqa: S704 - just cleaned


@dataclass(frozen=True)
class Paper:
    """What stands around a document: its name and title, inert JSON for its head, a foot for every printed sheet."""

    name: str
    title: str
    language: Language
    json_ld: str = ""
    foot: str = ""


def in_sections(body: Markup) -> Markup:
    """Return a document with all that follows a third heading in one section, so that print can keep it together."""
    parts = re.split(r"(?=<h[123]>)", body)
    wrapped = (f"<section>\n{part}</section>\n" if part.startswith("<h3>") else part for part in parts)
    return Markup("".join(wrapped))  # noqa: S704 - cleaned before; only our own tag is added


def page(body: Markup, paper: Paper) -> str:
    """Return a document as a whole HTML page that stands alone and prints."""
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped("templates") / "documents"), autoescape=True
    )
    json_ld = Markup(paper.json_ld)  # noqa: S704 - escaped by export.json_ld
    return pages.get_template("page.html").render(
        {**vars(paper), "json_ld": json_ld, "body": in_sections(body)}
    )
