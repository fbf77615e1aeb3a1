"""The coverage-guided fuzzer: `./dev fuzz SECONDS [PARSER]`, each parser for its share of the time.

A crash is left in build/fuzz/ as the bytes that made it, and ends the run with an error.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

CORPUS = Path("build/fuzz")
LONGEST_INPUT_BYTES = 4096


def main(arguments: list[str]) -> int:
    """Runs each parser in a process of its own: libFuzzer never returns."""
    if len(arguments) == 2 and arguments[0] == "--one":
        return _one(arguments[1])
    seconds = int(arguments[0]) if arguments else 120
    names = arguments[1:] or [*_names()]
    failed = []
    for name in names:
        corpus = CORPUS / name
        corpus.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "tests.fuzz.atheris_run", "--one", name]
        options = [f"-max_total_time={max(1, seconds // len(names))}", f"-max_len={LONGEST_INPUT_BYTES}"]
        options += ["-timeout=5", "-rss_limit_mb=512", f"-artifact_prefix={CORPUS}/{name}-", str(corpus)]
        ended = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        runs = [line for line in ended.stderr.splitlines() if line.startswith("Done ")]
        print(f"{name}: {runs[-1] if runs else ended.stderr[-2000:]}", flush=True)
        if ended.returncode:
            failed.append(name)
    print(f"{len(names)} parsers, {len(failed)} failed {failed or ''}")
    return 1 if failed else 0


def _names() -> list[str]:
    from tests.fuzz.streams import STREAMS
    from tests.fuzz.wholes import WHOLES

    return [*STREAMS, *WHOLES]


def _one(name: str) -> int:
    import atheris

    with atheris.instrument_imports(include=["drivers", "kiosk"]):
        from tests.fuzz.streams import STREAMS
        from tests.fuzz.wholes import WHOLES

    def stream(data: bytes) -> None:
        kind = STREAMS[name]
        running = kind.start()
        at = 0
        while at < len(data):  # the first byte of each piece says how long it is
            piece = data[at + 1 : at + 2 + data[at]]
            at += 2 + data[at]
            with suppress(*kind.gives_up):
                running.feed(piece)
            assert running.held() <= kind.holds
        running.silence()
        if kind.valid is not None:
            assert any(map(kind.found, running.feed(kind.valid) + running.silence()))

    def whole(data: bytes) -> None:
        parse, refusal = WHOLES[name]
        with suppress(*refusal):
            parse(data)

    atheris.Setup([sys.argv[0], *sys.argv[3:]], stream if name in STREAMS else whole)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main([*sys.argv[1:3]] if "--one" in sys.argv else sys.argv[1:]))
