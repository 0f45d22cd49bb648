#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the samples under articles/ that are no plain text, and are not to be typed: usage: data/make-samples.py

The same bytes every time. All of it is invented, like the rest of the sample corpus: see README.md beside this file.
"""

import gzip
import io
import zipfile
from pathlib import Path

ARTICLES = Path(__file__).resolve().parent / "articles"
MADE = (2025, 3, 24, 12, 0, 0)

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

ANNEX = [
    "Annex 2 to Decree 114: who shall pay for the ladder",
    "By Halina Orske",
    "2025-03-06",
    "https://www.drezhinherald.example/2025/03/06/annex-2-who-shall-pay-for-the-ladder",
    "DREZHIN - The second annex to Decree 114 fills eleven pages, and nine of them are about rope ladders.",
    "Each ship is to bring its own, of manila, with wooden steps and at least two spreaders. The pilot's employer "
    "pays for wear. “A ladder is a small thing until you hang from it,” said Captain Radek Mirov, who teaches at the "
    "academy in Zelhafen.",
    "The ministry did not say what happens to a ship whose ladder is too short.",
]

STATION = [
    "Two kettles, and a rota",
    "BRENNOY – The new pilot station has a kitchen, and since Thursday the kitchen has a rota. It hangs on the door in "
    "two languages and is ignored in both.",
    "“We agreed on the lights, the radio and the ladder in nine days,” said Ingrid Sollie. “The washing-up is still "
    "under negotiation.”",
    "Source: brennoypost.example",
]

COUNTS = [
    [
        ("B", 18, "What the lighthouse counted"),
        ("R", 11, "Narrow Seas Institute, 22 March 2025"),
        ("R", 11, ""),
        ("R", 11, "Between 1 and 20 March the keepers at the lighthouse wrote down every ship"),
        ("R", 11, "that passed the Sereth Narrows, as they have done since 1911. There were 208 of"),
        ("R", 11, "them. In the same days of last year there had been 1,640, which is to say that sev-"),
        ("R", 11, "en ships of eight stayed away."),
        ("R", 11, ""),
        ("R", 11, "\"We count what goes by. Why it goes by is counted elsewhere,\" said the head"),
        ("R", 11, "keeper, Torvald Eide. Forty-four ships lay at anchor when the protocol was"),
        ("R", 11, "initialled; the book does not count those."),
        ("R", 9, "1"),
    ],
    [
        ("R", 11, "Narrow Seas Institute, 22 March 2025"),
        ("R", 11, ""),
        ("R", 11, "The fewest, two, passed on 4 March, the day after the collision. Both were"),
        ("R", 11, "ferries, and one of them turned back."),
        ("R", 9, "2"),
    ],
]

CHAPTERS = {
    "free-passage": (
        "Free passage, and what it was free of",
        "In the treaty of 1888 the word free stands eleven times, and the word passage nine. What was free in the other two "
        "places has kept lawyers warm ever since.",
        "“It meant free of tolls, and nobody then had thought of pilots,” writes Edda Lund, who has read the minutes.",
    ),
    "the-keepers": (
        "The keepers' arithmetic",
        "The lighthouse stands on a rock that both sides claim, and its keepers are paid by neither. A fund of shipowners has "
        "sent them their wages since 1911, less the price of coal.",
        "They keep one book, in pencil. It was the only record of the night of 3 March that both governments accepted.",
    ),
}

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Tugs wait for a word from Drezhin - Estmark Today</title>
<meta property="og:title" content="Tugs wait for a word from Drezhin">
<meta property="og:site_name" content="Estmark Today">
<meta property="article:published_time" content="2025-03-14T07:30:00+02:00">
<link rel="canonical" href="https://www.estmarktoday.example/2025/03/14/tugs-wait"></head>
<body><nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>
<article><h1>Tugs wait for a word from Drezhin</h1>
<p>Six tugs have had steam up in Zelhafen since Wednesday, and nobody has told them what for. “We were asked to be ready, \
so we are ready,” said Jarek Dobrin, master of the Hedwig. “It costs nine hundred crowns a day to be ready.”</p>
<p>The harbour office would only say that the order came by telephone. The talks in Saint Orrin broke off on Thursday night.</p>
</article><footer>© Estmark Today</footer></body></html>
"""


def archive(members, first=None):
    """A zip archive without anything of the moment in it; `first` is stored and not compressed, as some formats want."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in ([first] if first else []) + members:
            info = zipfile.ZipInfo(name, MADE)
            info.compress_type = zipfile.ZIP_STORED if first and name == first[0] else zipfile.ZIP_DEFLATED
            made.writestr(info, text)
    return target.getvalue()


def docx(lines):
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    return archive(
        [
            ("[Content_Types].xml", types),
            ("_rels/.rels", relations),
            ("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>'),
        ]
    )


def odt(lines, creator, day):
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in [("office", "office"), ("text", "text"), ("meta", "meta"), ("manifest", "manifest")]
    )
    dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = f"<text:h>{lines[0]}</text:h>" + "".join(f"<text:p>{line}</text:p>" for line in lines[1:])
    return archive(
        [
            (
                "content.xml",
                f'<office:document-content {names} office:version="1.3"><office:body><office:text>{body}</office:text>'
                "</office:body></office:document-content>",
            ),
            (
                "meta.xml",
                f'<office:document-meta {names} {dublin} office:version="1.3"><office:meta>'
                f"<meta:initial-creator>{creator}</meta:initial-creator><meta:creation-date>{day}</meta:creation-date>"
                "</office:meta></office:document-meta>",
            ),
            (
                "META-INF/manifest.xml",
                f'<manifest:manifest {names} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
                'manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>',
            ),
        ],
        first=("mimetype", "application/vnd.oasis.opendocument.text"),
    )


def epub(title, creator, day, chapters):
    members = [
        (
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
            'full-path="issue.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        ),
        (
            "issue.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">strait-quarterly-1</dc:identifier>'
            f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:date>{day}</dc:date>"
            "<dc:language>en</dc:language></metadata><manifest>"
            + "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters)
            + "</manifest><spine>"
            + "".join(f'<itemref idref="{n}"/>' for n in chapters)
            + "</spine></package>",
        ),
    ]
    for name, (heading, *paragraphs) in chapters.items():
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        members.append(
            (
                f"{name}.xhtml",
                f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{heading}</title></head><body><h1>{heading}</h1>'
                f"{text}</body></html>",
            )
        )
    return archive(members, first=("mimetype", "application/epub+zip"))


def pdf(pages, information):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for font in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode())
    for number, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> "
            + f"/Contents {6 + 2 * number} 0 R >>".encode()
        )
        shown = "".join(f"/{font} {size} Tf ({text}) Tj 0 -{size + 4} Td\n" for font, size, text in lines)
        content = f"BT 72 770 Td\n{shown}ET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    objects.append(information.encode())
    made = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        table,
    )


SAMPLES = {
    "drezhin-herald/annex-two.docx": docx(ANNEX),
    "brennoy-post/station-kitchen.odt": odt(STATION, "Liv Stensgard", "2025-03-24T10:05:00"),
    "narrow-seas-institute/strait-quarterly.epub": epub(
        "The Strait Quarterly", "Narrow Seas Institute", "2025-03-23", CHAPTERS
    ),
    "narrow-seas-institute/lighthouse-counts.pdf": pdf(
        COUNTS, "<< /Author (Edda Lund) /CreationDate (D:20250322094000+01'00') >>"
    ),
    "estmark-today/tugs-wait.html.gz": gzip.compress(PAGE.encode(), mtime=0),
}

for name, content in SAMPLES.items():
    (ARTICLES / name).write_bytes(content)
    print(f"{name}: {len(content)} bytes")
