"""The JSON-LD context of what we export: which term means what.

It says the same as the context that Digitaal Vlaanderen publishes for *ipdc-lpdc*, in our own file
under our own address, so that nobody's consumer depends on a third machine. Written from the table
of terms and their meaning in that implementation model and in the specification of LDES/TREE.
"""

from __future__ import annotations

from typing import Any

_LPDC = "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#"
_LISTS = "https://productencatalogus.data.vlaanderen.be/id/concept/"
_DC = "http://purl.org/dc/terms/"
_SCHEMA = "http://schema.org/"
_M8G = "http://data.europa.eu/m8g/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_ADDRESS = "https://data.vlaanderen.be/ns/adres#"
ORGANISATIONS = "https://data.vlaanderen.be/id/organisatie/"


def _text(iri: str) -> dict[str, Any]:
    return {"@id": iri, "@container": "@language"}


def _value(iri: str, kind: str = "string") -> dict[str, Any]:
    return {"@id": iri, "@type": f"{_XSD}{kind}"}


def _things(iri: str) -> dict[str, Any]:
    return {"@id": iri, "@type": "@id", "@container": "@set"}


def _listed(iri: str, base: str, *, many: bool = True) -> dict[str, Any]:
    """Bare codes that stand for addresses below ``base``."""
    term: dict[str, Any] = {"@id": iri, "@type": "@id", "@context": {"@base": base}}
    return term | {"@container": "@set"} if many else term


_NAME, _DESCRIPTION = _text(f"{_DC}title"), _text(f"{_DC}description")
_ORDER = _value("http://www.w3.org/ns/shacl#order", "integer")
_WORDED = {"naam": _NAME, "beschrijving": _DESCRIPTION}
_URL = _value(f"{_SCHEMA}url")

_INSTANCE = {
    **_WORDED,
    "verdereBeschrijving": _text(f"{_LPDC}additionalDescription"),
    "uitzonderingen": _text(f"{_LPDC}exception"),
    "regelgevingTekst": _text(f"{_LPDC}regulation"),
    "voorwaarden": _things("http://vocab.belgif.be/ns/publicservice#hasRequirement"),
    "procedures": _things("http://purl.org/vocab/cpsv#follows"),
    "kosten": _things(f"{_M8G}hasCost"),
    "financieleVoordelen": _things("http://purl.org/vocab/cpsv#produces"),
    "regelgeving": _things(f"{_M8G}hasLegalResource"),
    "websites": _things("http://www.w3.org/2000/01/rdf-schema#seeAlso"),
    "contactgegevens": _things(f"{_M8G}hasContactPoint"),
    "type": _listed(f"{_DC}type", f"{_LISTS}Type/", many=False),
    "doelgroepen": _listed(f"{_LPDC}targetAudience", f"{_LISTS}Doelgroep/"),
    "themas": _listed(f"{_M8G}thematicArea", f"{_LISTS}Thema/"),
    "bevoegdeOverheden": _listed(f"{_M8G}hasCompetentAuthority", ORGANISATIONS),
    "uitvoerendeOverheden": _listed(f"{_LPDC}hasExecutingAuthority", ORGANISATIONS),
    "bevoegdBestuursniveaus": _listed(
        f"{_LPDC}competentAuthorityLevel", f"{_LISTS}BevoegdBestuursniveau/"
    ),
    "uitvoerendBestuursniveaus": _listed(
        f"{_LPDC}executingAuthorityLevel", f"{_LISTS}UitvoerendBestuursniveau/"
    ),
    "geografischToepassingsgebieden": _listed(f"{_DC}spatial", "http://data.europa.eu/nuts/code/"),
    "publicatiekanalen": _listed(f"{_LPDC}publicationMedium", f"{_LISTS}PublicatieKanaal/"),
    "yourEuropeCategorieen": _listed(f"{_LPDC}yourEuropeCategory", f"{_LISTS}YourEuropeCategorie/"),
    "zoektermen": {
        "@id": "http://www.w3.org/ns/dcat#keyword",
        "@container": ["@language", "@set"],
    },
    "tags": _listed(f"{_LPDC}instanceTag", f"{_LISTS}InstantieTag/"),
    "talen": _listed(
        f"{_DC}language", "http://publications.europa.eu/resource/authority/language/"
    ),
    "startDienstVerlening": _value(f"{_SCHEMA}startDate", "dateTime"),
    "eindeDienstVerlening": _value(f"{_SCHEMA}endDate", "dateTime"),
    "productnummer": _value(f"{_SCHEMA}productID"),
    "linkedConcept": {"@id": f"{_DC}source", "@type": "@id"},
    "aangemaaktDoor": _listed("http://purl.org/pav/createdBy", ORGANISATIONS, many=False),
    "creatie": _value(f"{_SCHEMA}dateCreated", "dateTime"),
    "laatstGewijzigd": _value(f"{_SCHEMA}dateModified", "dateTime"),
    "gearchiveerd": _value(f"{_LPDC}isArchived", "boolean"),
}
# field → below which address its bare codes stand
BASES: dict[str, str] = {
    name: term["@context"]["@base"] for name, term in _INSTANCE.items() if "@context" in term
}
_MOMENT = _value("http://www.w3.org/ns/prov#generatedAtTime", "dateTime")
_OF = {"@id": f"{_DC}isVersionOf", "@type": "@id"}


def _class(iri: str, **terms: Any) -> dict[str, Any]:
    return {"@id": iri, "@context": terms}


CONTEXT: dict[str, Any] = {
    # the stream: https://w3id.org/ldes/specification, https://treecg.github.io/specification/
    "EventStream": "https://w3id.org/ldes#EventStream",
    "Node": "https://w3id.org/tree#Node",
    "GreaterThanOrEqualToRelation": "https://w3id.org/tree#GreaterThanOrEqualToRelation",
    "LessThanOrEqualToRelation": "https://w3id.org/tree#LessThanOrEqualToRelation",
    "timestampPath": {"@id": "https://w3id.org/ldes#timestampPath", "@type": "@vocab"},
    "versionOfPath": {"@id": "https://w3id.org/ldes#versionOfPath", "@type": "@vocab"},
    "view": {"@id": "https://w3id.org/tree#view", "@type": "@id"},
    "member": {"@id": "https://w3id.org/tree#member", "@type": "@id", "@container": "@set"},
    "relation": {"@id": "https://w3id.org/tree#relation", "@type": "@id", "@container": "@set"},
    "node": {"@id": "https://w3id.org/tree#node", "@type": "@id"},
    "path": {"@id": "https://w3id.org/tree#path", "@type": "@vocab"},
    "value": _value("https://w3id.org/tree#value", "dateTime"),
    "generatedAtTime": _MOMENT,
    "isVersionOf": _OF,
    # the products
    "Instantie": _class(f"{_LPDC}InstancePublicService", **_INSTANCE),
    "InstantieSnapshot": _class(
        f"{_LPDC}InstancePublicServiceSnapshot",
        **_INSTANCE,
        generatedAtTime=_MOMENT,
        isVersionOf=_OF,
    ),
    "Voorwaarde": _class(
        f"{_M8G}Requirement",
        **_WORDED,
        order=_ORDER,
        bewijs={"@id": f"{_M8G}hasSupportingEvidence", "@type": "@id"},
    ),
    "Bewijs": _class(f"{_M8G}Evidence", **_WORDED),
    "Procedure": _class(
        "http://purl.org/vocab/cpsv#Rule",
        **_WORDED,
        order=_ORDER,
        websites=_things(f"{_LPDC}hasWebsite"),
    ),
    "Kost": _class(f"{_M8G}Cost", **_WORDED, order=_ORDER),
    "FinancieelVoordeel": _class(f"{_LPDC}FinancialAdvantage", **_WORDED, order=_ORDER),
    "Regelgeving": _class(
        "http://data.europa.eu/eli/ontology#LegalResource", **_WORDED, order=_ORDER, url=_URL
    ),
    "Website": _class(f"{_SCHEMA}WebSite", **_WORDED, order=_ORDER, url=_URL),
    "Contactgegevens": _class(
        f"{_SCHEMA}ContactPoint",
        order=_ORDER,
        url=_URL,
        email=_value(f"{_SCHEMA}email"),
        telefoonnummer=_value(f"{_SCHEMA}telephone"),
        openingsuren=_value(f"{_SCHEMA}openingHours"),
        adres={"@id": f"{_LPDC}address", "@type": "@id"},
    ),
    "Adres": _class(
        "http://www.w3.org/ns/locn#Address",
        straatnaam=_text(f"{_ADDRESS}Straatnaam"),
        huisnummer=_value(f"{_ADDRESS}Adresvoorstelling.huisnummer"),
        busnummer=_value(f"{_ADDRESS}Adresvoorstelling.busnummer"),
        postcode=_value(f"{_ADDRESS}postcode"),
        gemeentenaam=_text(f"{_ADDRESS}gemeentenaam"),
        land=_text(f"{_ADDRESS}land"),
    ),
}
