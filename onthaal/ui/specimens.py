"""What the style guide shows: each specimen is a file in ``templates/ui/style_guide/examples``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "templates/ui/style_guide/examples"


@dataclass(frozen=True)
class Specimen:
    """One component: ``examples`` are (file, note) in the order in which they are shown."""

    anchor: str
    title: str
    when: str
    examples: tuple[tuple[str, str], ...]

    def shown(self) -> list[dict[str, str]]:
        """Per example its template, the note and its source, to copy."""
        return [
            {
                "template": f"ui/style_guide/examples/{name}.html",
                "note": note,
                "source": (EXAMPLES / f"{name}.html").read_text().strip(),
            }
            for name, note in self.examples
        ]


def _one(anchor: str, title: str, when: str, *examples: str | tuple[str, str]) -> Specimen:
    named = tuple(each if isinstance(each, tuple) else (each, "") for each in examples)
    return Specimen(anchor, title, when, named)


FORMS = (
    _one(
        "tekstveld",
        "Tekstveld",
        "Eén regel tekst. De vraag staat erboven, nooit erin.",
        "field_text",
        ("field_optional", "Niet verplicht, met uitleg"),
        ("field_email", "E-mailadres"),
        ("field_number", "Getal"),
    ),
    _one(
        "zoekrij",
        "Zoekrij",
        "Een veld met een knop ernaast. Op een smal scherm blijft de knop erbij.",
        "search_row",
    ),
    _one(
        "keuzelijst",
        "Keuzelijst",
        "Voor lange lijsten. Bij minder dan zeven keuzes zijn rondjes beter.",
        "field_select",
    ),
    _one(
        "tekstvak",
        "Tekstvak met teller",
        "De teller telt mee terwijl iemand typt; te veel tekst wordt nooit afgeknipt.",
        "field_textarea",
    ),
    _one("rondjes", "Keuze uit enkele", "Eén antwoord uit twee tot zes.", "field_radio"),
    _one(
        "keuzekaarten",
        "Keuzekaarten",
        "Een keuze met pictogram en uitleg: het begin van een melding.",
        "field_cards",
    ),
    _one(
        "vinkjes",
        "Vinkjes",
        "Eén ja of nee, of meer antwoorden tegelijk.",
        "field_checkbox",
        ("field_checkboxes", "Meer antwoorden"),
    ),
    _one(
        "datum",
        "Datum",
        "Drie vakjes voor een dag die iemand kent; de kalender voor een dag die nog komt.",
        ("field_date_parts", "Drie vakjes"),
        ("field_day", "Met kalender"),
    ),
    _one(
        "foto",
        "Foto’s kiezen",
        "Foto’s worden op het toestel verkleind. Zonder script is het een gewoon bestandsveld.",
        "field_photos",
        ("photos", "Gekozen foto’s"),
    ),
    _one(
        "fouten",
        "Fouten",
        "Bovenaan een lijst met links die de focus krijgt, en elke fout ook bij het veld. "
        "In de titel staat “Fout:”. Alles wat ingevuld was, staat er nog.",
        "errors",
    ),
)

PARTS = (
    _one(
        "knoppen",
        "Knoppen",
        "Een knop zegt wat er gebeurt. Eén groene knop per scherm.",
        "buttons",
        ("buttons_small", "Klein"),
        ("buttons_busy", "Bezig"),
        ("buttons_long", "Lange tekst"),
    ),
    _one("links", "Links", "In lopende tekst altijd onderstreept.", "links"),
    _one(
        "berichten",
        "Berichten",
        "Na een handeling, of als waarschuwing. Nooit alleen kleur: altijd een teken.",
        "messages",
    ),
    _one("aankondiging", "Aankondiging", "Eén nieuws voor iedereen, boven de pagina.", "banner"),
    _one(
        "offline",
        "Zonder internet",
        "Verschijnt vanzelf als het toestel geen verbinding heeft.",
        "offline_notice",
    ),
    _one(
        "labels",
        "Labels en tellers",
        "De stand van een dossier, in kleur én woorden.",
        "statuses",
        ("counts", "Tellers, te laat, wie"),
        ("reference", "Dossiernummer"),
    ),
    _one(
        "kaarten",
        "Kaders",
        "Wat bij elkaar hoort. In een rooster is het hele kader de link.",
        "card",
        ("card_grid", "Rooster"),
    ),
    _one("lijst", "Lijst", "Meldingen in de buurt, zoekresultaten.", "row_list"),
    _one("overzicht", "Overzicht", "Wat iemand invulde, om na te kijken.", "summary_list"),
    _one("tijdlijn", "Tijdlijn", "Wat gebeurd is en wat nog komt.", "timeline"),
    _one("tekst", "Wat iemand schreef", "Antwoorden en interne notities.", "speech"),
    _one("stappen", "Stappenbalk", "Waar iemand is. Terug kan met de link.", "steps"),
    _one("kruimelpad", "Kruimelpad", "Waar deze pagina hangt.", "breadcrumb"),
    _one("bladeren", "Bladeren", "Vorige en volgende, zonder paginanummers.", "pagination"),
    _one("uitklappen", "Uitklappen", "Vragen en antwoorden; één open tegelijk.", "accordion"),
    _one("meer", "Meer uitleg", "Een woord extra voor wie het wil.", "details"),
    _one(
        "dialoog",
        "Dialoog",
        "Alleen voor een korte vraag. Zonder script springt de link naar de inhoud.",
        "dialog",
    ),
    _one("cijfertabel", "Tabel", "Getallen rechts. Te breed schuift in het kader.", "table"),
    _one(
        "grafieken",
        "Grafieken",
        "Getekend door de server, met een zin als naam en de cijfers als tabel.",
        "bar_chart",
        ("line_chart", "Lijnen, met streefdoel"),
    ),
    _one("leeg", "Niets te tonen", "Zegt waarom het leeg is.", "empty"),
    _one("kop", "Kop met stratenplan", "Het stratenplan van de gemeente als herkenning.", "hero"),
    _one("afdrukken", "Afdrukblad", "Op papier zonder menu’s.", "print_sheet"),
)

STAFF = (
    _one("paginakop", "Paginakop", "Titel links, handelingen rechts.", "page_head"),
    _one("cijfers", "Cijferstrook", "Drie getallen en hun verloop.", "figures"),
    _one(
        "menu",
        "Menu",
        "Links van de pagina, met tellers; op een telefoon een balk onderaan.",
        "side_nav",
        ("bottom_bar", "Balk onderaan"),
    ),
    _one("tabs", "Tabs met tellers", "Dezelfde lijst, anders gekozen.", "tabs"),
    _one("filters", "Filterbalk", "Werkt als gewoon formulier, en meteen met htmx.", "filters"),
    _one(
        "tabel",
        "Werktabel",
        "Op een telefoon worden rijen kaartjes. Aanvinken geeft een balk met handelingen.",
        "data_table",
    ),
    _one("paneel", "Paneel", "Een deel van een dossier.", "panel"),
    _one("balieformulier", "Formulier", "Dichter dan bij inwoners.", "staff_form"),
    _one("balieberichten", "Berichten", "Wat er net gebeurde.", "staff_messages"),
)
