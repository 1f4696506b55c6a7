"""What outsiders might put into a cell, by kind; each has a mark of its own by which it is found again."""

RUN = "window.ran=1"
FAR = "https://evil.example"

TITLE = 'A "book" & </script><script>window.ran=1</script> {{ 7*7 }} $x$ #eval(1) \\input{x} `code`'
AUTHORS = ["Evil } Author, and \\input{x}", "ER  - </title><script>window.ran=1</script>"]

KINDS = {
    "script": [
        f"<script>{RUN}</script>",
        f'"><img src=x onerror={RUN}>',
        f"' onmouseover='{RUN}' x='",
        f"</title><svg onload={RUN}>",
        f"</script><script>{RUN}</script>",
        f"<iframe src=javascript:{RUN}></iframe>",
        f"javascript:{RUN}",
        f"data:text/html,<script>parent.{RUN}</script>",
        f'<a href="javascript:{RUN}">x</a>',
        "</style><style>*{display:none}</style>",
        f"<base href={FAR}/>",
        f"<meta http-equiv=refresh content=0;url={FAR}/>",
        "--><!-- <b>",
        "&lt;script&gt; &amp; &#60;b&#62;",
        "]]></x><x/>",
        f"<form action={FAR}><button autofocus>",
        f"<img srcset={FAR}/x.png>",
        f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
        f"<link rel=stylesheet href={FAR}/x.css>",
        f"<details open ontoggle={RUN}>",
        "<textarea></dl></p></div></article>",
        f"{RUN}//</sCrIpT foo>",
    ],
    "typst": [
        '#eval("1+1")',
        '#read("/etc/hostname")',
        '#import "@preview/x:1.0.0": *',
        "#set page(fill: black)",
        "$ sum_(i=1)^n i $",
        "= Heading",
        "<label> @reference",
        "*bold* _slanted_",
        f'#link("{FAR}")[x]',
        "\\u{41} \\",
        "`raw` ```typ raw```",
        "//line /* block */",
        "#{ 1/0 } #panic()",
        "- item + item / term: it",
        "[content] (1, 2)",
    ],
    "markdown": [
        "{ref}`ch-one`",
        "{eval-rst}`x` {raw}`y`",
        "```{raw} html",
        ":::{note}",
        f"[x](javascript:{RUN})",
        f"![x]({FAR}/x.png)",
        f"<{FAR}>",
        "[^1]: a note [^1]",
        "{ev}`EV999`",
        "(label)= +++ % comment",
        "`<b>`{=html}",
        "{{ title }}",
        "**x** __y__ ~~z~~",
        "| a | b |",
        ".. raw:: html",
        ":param x: |subst|",
        "{cite}`nobody` @nobody",
        "# Heading {#id .class}",
    ],
    "jinja": [
        "{{ 7*7 }}",
        "{{ config.__class__ }}",
        "{% include '/etc/passwd' %}",
        "{# comment #}",
        "{%- raw -%}",
        "${7*7} <%= 7*7 %>",
        "%s %(x)s {0} {x!r}",
    ],
    "latex": [
        r"\input{/etc/passwd}",
        r"\write18{ls}",
        r"\def\x{y} \x",
        r"\begin{verbatim}",
        r"$a_1 + \alpha$ $$x$$",
        r"\(x\) \[y\]",
        r"$\frac{1}{0}$ $unclosed",
        "100% & #1 ~ ^",
        "{unbalanced",
        "unbalanced}",
    ],
    "formula": [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        f'=HYPERLINK("{FAR}","x")',
        "=cmd|'/c calc'!A1",
        "=1;=2",
        '"=1+1"',
    ],
    "record": [
        "TY  - BOOK",
        "ER  - ",
        "@book{x,title={y}}",
        "X;ATTACH:evil\\n",
        "BEGIN:VEVENT",
        "'); DROP TABLE events;--",
        r"\u003cscript\u003e \n}",
        "null",
        "a,b;c|d",
        '"quoted" ""twice""',
    ],
    "path": [
        "../../etc/passwd",
        "file:///etc/passwd",
        r"C:\windows\x",
        "CON",
        "$(touch x) `touch y`",
        "; rm -rf /",
        "--output=x",
    ],
}


def marked(number: int, text: str) -> str:
    """Return a text with its mark at the end, where it leaves the beginning as it is."""
    return f"{text} q{number:02d}z"


CASES = [(kind, text) for kind, texts in KINDS.items() for text in texts]
TEXTS = [marked(number, text) for number, (_, text) in enumerate(CASES)]
KIND = {text: kind for text, (kind, _) in zip(TEXTS, CASES, strict=True)}
IDS = [f"{kind}-{number:02d}" for number, (kind, _) in enumerate(CASES)]
