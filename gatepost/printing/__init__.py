"""How does something become a PDF or a Word document?

Plain Python. Typst sets PDFs that are tagged for screen readers; values go in as data, never as markup.

Example: a letter is a template of ours and a dictionary, and comes out as bytes.
"""

from gatepost.printing.copies import Receipt, Signer, copy_pdf
from gatepost.printing.edition import edition_docx, edition_pdf, pack_zip
from gatepost.printing.gate import GateList, Group, gate_list_pdf
from gatepost.printing.glyphs import unprintable
from gatepost.printing.granted import Decision, Granted, granted_pdf
from gatepost.printing.letters import Letter, Square, letters_pdf
from gatepost.printing.official import OfficialLetter, Quoted, Said, official_pdf
from gatepost.printing.pdf import PrintingError, pdf
from gatepost.printing.report import Report, ReportRow, report_pdf
from gatepost.printing.sheet import Sheet, sheets_pdf

__all__ = [
    "Decision",
    "GateList",
    "Granted",
    "Group",
    "Letter",
    "OfficialLetter",
    "PrintingError",
    "Quoted",
    "Receipt",
    "Report",
    "ReportRow",
    "Said",
    "Sheet",
    "Signer",
    "Square",
    "copy_pdf",
    "edition_docx",
    "edition_pdf",
    "gate_list_pdf",
    "granted_pdf",
    "letters_pdf",
    "official_pdf",
    "pack_zip",
    "pdf",
    "report_pdf",
    "sheets_pdf",
    "unprintable",
]
