"""Takes the picture of a terminal that the README shows: docs/pictures/verify.png.

    pip install rich && python docs/pictures/verify.py

Needs Chromium (`chromium` on the path). The command really runs, in a terminal of its own.
"""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "examples" / "pool"
COMMAND = ["attrib", "verify", "article.txt"]
LINES = 40
THEME = TerminalTheme(
    (250, 250, 248),
    (32, 34, 38),
    [
        (0, 0, 0),
        (176, 32, 32),
        (20, 110, 50),
        (150, 95, 0),
        (30, 80, 170),
        (120, 40, 140),
        (0, 110, 120),
        (90, 90, 90),
    ],
    [
        (80, 80, 80),
        (176, 32, 32),
        (20, 110, 50),
        (150, 95, 0),
        (30, 80, 170),
        (120, 40, 140),
        (0, 110, 120),
        (32, 34, 38),
    ],
)


def ran() -> str:
    """What the command prints to a terminal."""
    out: list[bytes] = []

    def read(descriptor: int) -> bytes:
        data = os.read(descriptor, 65_536)
        out.append(data)
        return b""

    os.chdir(FOLDER)
    os.environ.pop("NO_COLOR", None)
    pty.spawn([sys.executable, "-m", *COMMAND, "--no-cache"], read)
    return b"".join(out).decode().replace("\r\n", "\n")


def main() -> None:
    """Write the picture."""
    shown = ran().split("\n")[:LINES]
    console = Console(record=True, width=82, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ " + " ".join(COMMAND), style="bold"))
    console.print(Text.from_ansi("\n".join(shown)))
    page = console.export_html(theme=THEME, inline_styles=True)
    page = page.replace("<body", '<body style="margin:0;padding:18px 22px;font-size:15px"')
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "page.html")
        source.write_text(page, "utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--hide-scrollbars"),
                *(
                    "--force-device-scale-factor=2",
                    f"--window-size=830,{40 + 18 * (len(shown) + 1)}",
                ),
                f"--screenshot={Path(__file__).with_suffix('.png')}",
                str(source),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
