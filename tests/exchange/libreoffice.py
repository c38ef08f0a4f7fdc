"""Edits a document in LibreOffice with tracked changes, as a person would. Runs under Debian's own Python, which has
its bridge.

python3 libreoffice.py IN OUT PROFILE, then what is done as JSON on standard input: [["replace", old, new],
["delete", words], ["after", words, new paragraph]]."""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

PIPE = f"comity{os.getpid()}"
BREAK = 0  # com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop():
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            there = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except Exception:  # noqa: BLE001 — the bridge has its own exceptions, known only while it runs
            time.sleep(0.25)
    raise TimeoutError("LibreOffice did not start")


def found(document, words):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    place = document.findFirst(search)
    if place is None:
        raise LookupError(words)
    return place


def act(document, what, words, new=""):
    place = found(document, words)
    if what == "replace":
        place.setString(new)
        return
    cursor = place.Text.createTextCursorByRange(place.End)
    if what == "after":
        place.Text.insertControlCharacter(cursor, BREAK, False)
        place.Text.insertString(cursor, new, False)
        return
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")


def main(source, target, profile):
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation=file://{profile}",
            f"--accept=pipe,name={PIPE};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        document = desktop().loadComponentFromURL(f"file://{source}", "_blank", 0, (option("Hidden", True),))
        document.RecordChanges = True
        for step in json.load(sys.stdin):
            act(document, *step)
        document.storeToURL(f"file://{target}", (option("FilterName", "MS Word 2007 XML"),))
        document.close(False)
    finally:
        office.terminate()
        office.wait(30)


main(*sys.argv[1:4])
