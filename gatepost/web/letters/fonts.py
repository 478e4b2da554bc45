"""Can this computer print the letters in which families of a school write?

It is told and no fault: a school that needs them installs them. The technician asks, after installing and whenever a page says that
letters are missing:

    $ gatepost manage check --deploy
    ?: (gatepost.I001) No font here has letters for Bengali, …
        HINT: On Debian: apt-get install fonts-noto-core fonts-noto-cjk
"""

from typing import Any

from django.core.checks import CheckMessage, Info

from gatepost.printing import unprintable

WRITTEN = {
    "Amharic": "አማርኛ",
    "Arabic": "العربية",
    "Bengali": "বাংলা",
    "Chinese": "漢字 学校",
    "Cyrillic": "Українська",
    "Greek": "Ελληνικά",
    "Gujarati": "ગુજરાતી",
    "Hebrew": "עברית",
    "Hindi": "हिन्दी",
    "Japanese": "ひらがな カタカナ",
    "Korean": "한국어",
    "Panjabi": "ਪੰਜਾਬੀ",
    "Tamil": "தமிழ்",
    "Thai": "ไทย",
    "Urdu": "اردو ہے",
}
"""A word for each alphabet that is likely at a school in England."""
PACKAGES = "fonts-noto-core fonts-noto-cjk"


def fonts_are_there(**_kwargs: Any) -> list[CheckMessage]:  # as Django calls a check
    """Say for which alphabets there are no letters."""
    missing = [name for name, word in WRITTEN.items() if unprintable(word)]
    if not missing:
        return []
    said = f"No font here has letters for {', '.join(missing)}: PDFs show […] in place of such words, and say so."
    hint = f"On Debian: apt-get install {PACKAGES}"
    return [Info(said, hint=hint, id="gatepost.I001")]
