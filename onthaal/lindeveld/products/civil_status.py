"""Birth, marriage, name, death: the civil registry."""

from __future__ import annotations

from onthaal.lindeveld.products.spec import (
    AGE,
    APPOINTMENT,
    BACK,
    BIRTH,
    BOTH,
    CARE,
    COUNTER,
    DEATH,
    GOVERNMENT,
    ILLNESS,
    MAIL,
    MARRIAGE,
    NEWCOMER,
    ONLINE,
    PARTING,
    PHONE,
    PLACE,
    PROOF,
    WALK_IN,
    Condition,
    Desk,
    English,
    Part,
    Product,
)
from onthaal.lindeveld.staff import BURGERZAKEN

_REGISTRY = ("DABS", "Rijksregister")
_BABS = ("DABS",)
_CIVIL_CODE = "Het oud Burgerlijk Wetboek, boek I."

PRODUCTS: tuple[Product, ...] = (
    Product(
        slug="afschrift-akte",
        name="Afschrift of uittreksel van een akte",
        summary="""U vraagt een afschrift van uw akte van geboorte, huwelijk, scheiding of van de
        akte van overlijden van een familielid.""",
        more="""Een afschrift bevat de hele akte. Een uittreksel bevat alleen de belangrijkste
        gegevens, zonder de namen van uw ouders. Sinds april 2019 staan alle nieuwe akten in één
        databank. Elke gemeente kan ze geven. Voor een oudere akte vraagt u het best de gemeente
        waar ze is opgemaakt.

        Hebt u het document nodig in een ander land van de Europese Unie? Vraag dan ook het
        meertalige formulier.""",
        conditions=(
            Condition(
                "De akte gaat over u, uw partner, uw ouders of uw kinderen.",
                "Is de akte van geboorte ouder dan 100 jaar? Dan mag iedereen ze vragen.",
                "Uw identiteitskaart",
            ),
        ),
        procedures=(
            Part("Aan het loket", "Kom langs zonder afspraak. Recente akten krijgt u meteen mee."),
            Part("Online", "Vraag de akte aan via onze website. U krijgt ze als pdf of per post."),
        ),
        costs=(Part("Afschrift of uittreksel", "Gratis."),),
        law=_CIVIL_CODE,
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE, PHONE, MAIL),
            minutes=7,
            shared=3,
            skills=("attesten",),
            bring=("Uw identiteitskaart",),
            fee=0,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="akten",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(BIRTH, MARRIAGE, PARTING, DEATH),
        synonyms=(
            "geboorteakte",
            "huwelijksakte",
            "overlijdensakte",
            "trouwboekje",
            "kopie akte",
            "geboortebewijs",
            "stamboom",
        ),
        levels=("Federaal", "Lokaal"),
        your_europe=("ProcedureGeboorteBewijs",),
        english=English(
            name="Copy or extract of a civil status record",
            summary="""You ask for a copy of your record of birth, marriage or divorce, or of the
            death record of a relative.""",
            more="""A copy holds the whole record. An extract holds only the main details, without
            the names of your parents. Since April 2019 all new records are in one database and
            every municipality can issue them.""",
            conditions=(
                Condition(
                    "The record is about you, your partner, your parents or your children.",
                    "Anyone may ask for a birth record that is more than 100 years old.",
                    "Your identity card",
                ),
            ),
            procedures=(
                Part("At the counter", "Walk in. You get recent records at once."),
                Part("Online", "Ask on our website. You receive the record as a PDF or by post."),
            ),
            costs=(Part("Copy or extract", "Free."),),
        ),
    ),
    Product(
        slug="geboorteaangifte",
        name="Aangifte van een geboorte",
        summary="""Proficiat met uw baby! Geef de geboorte binnen 15 dagen aan. De gemeente maakt
        dan de akte van geboorte.""",
        more="""U doet de aangifte in de gemeente waar uw kind geboren is. Beviel u thuis in
        Lindeveld? Dan komt u naar ons. Werd uw kind in een ziekenhuis elders geboren? Dan gaat u
        naar de gemeente van dat ziekenhuis.

        Bij de aangifte kiest u de voornaam en de achternaam. Wij vertellen u ook over het
        groeipakket.""",
        conditions=(
            Condition(
                "Uw kind is in Lindeveld geboren.", "", "Het medische attest van de geboorte"
            ),
            Condition(
                "De moeder, de vader of de meemoeder doet de aangifte.",
                "Bent u niet getrouwd? Dan moet de vader of meemoeder het kind ook erkennen.",
                "De identiteitskaarten van de ouders",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak. U krijgt de akte en de papieren voor het groeipakket.",
            ),
        ),
        costs=(Part("Aangifte", "Gratis."),),
        law=_CIVIL_CODE,
        desk=Desk(
            access=BOTH,
            minutes=25,
            shared=5,
            max_persons=3,
            per_person=8,
            skills=("burgerlijke-stand",),
            bring=("Het medische attest van de geboorte", "De identiteitskaarten van beide ouders"),
            fee=0,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="geboorte",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(BIRTH,),
        synonyms=("baby", "bevalling", "kind aangeven", "geboorte melden", "kindje inschrijven"),
        levels=("Federaal", "Lokaal"),
        your_europe=("ProcedureGeboorte",),
        english=English(
            name="Register a birth",
            summary="""Congratulations on your baby! Register the birth within 15 days. The
            municipality then draws up the birth record.""",
            more="""You register the birth in the municipality where your child was born. When you
            register the birth you choose the first name and surname.""",
            conditions=(
                Condition(
                    "Your child was born in Lindeveld.", "", "The medical certificate of the birth"
                ),
                Condition(
                    "The mother, the father or the co-mother registers the birth.",
                    "Are you not married? Then the father or co-mother must also "
                    "recognise the child.",
                    "The identity cards of the parents",
                ),
            ),
            procedures=(
                Part(
                    "How it works",
                    "Book an appointment. You receive the record and the papers for child benefit.",
                ),
            ),
            costs=(Part("Registration", "Free."),),
        ),
    ),
    Product(
        slug="erkenning-kind",
        name="Een kind erkennen",
        summary="""Bent u niet getrouwd met de moeder? Door uw kind te erkennen, wordt u voor de
        wet de vader of de meemoeder.""",
        more="""U kunt uw kind erkennen voor de geboorte, bij de aangifte of later. Doe het liefst
        voor de geboorte: dan is alles in orde als uw kind er is. Samen kiest u ook de
        achternaam.""",
        conditions=(
            Condition(
                "De moeder gaat akkoord.",
                "Ze komt mee of geeft een schriftelijk akkoord.",
                "De identiteitskaarten van beide ouders",
            ),
            Condition(
                "Voor de geboorte toont u een attest van de arts.",
                "Daarop staat de datum waarop de baby verwacht wordt.",
                "Het attest van de zwangerschap",
            ),
            Condition("Een kind vanaf 12 jaar gaat zelf akkoord."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak samen een afspraak. De ambtenaar kijkt uw papieren na en maakt de akte.",
            ),
        ),
        costs=(Part("Erkenning", "Gratis."),),
        law=_CIVIL_CODE,
        desk=Desk(
            access=APPOINTMENT,
            minutes=30,
            max_persons=3,
            per_person=10,
            skills=("burgerlijke-stand",),
            bring=(
                "De identiteitskaarten van beide ouders",
                "Het attest van de zwangerschap of de akte van geboorte",
            ),
            fee=0,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="erkenning",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(BIRTH,),
        synonyms=(
            "prenatale erkenning",
            "erkennen ongeboren kind",
            "vader worden",
            "meemoeder",
            "erkenning voor geboorte",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="huwelijk",
        name="Trouwen in Lindeveld",
        summary="""Wilt u trouwen in het gemeentehuis? Doe dan eerst aangifte van uw huwelijk en
        kies een datum.""",
        more="""U trouwt ten vroegste 14 dagen na de akte van aangifte en ten laatste 6 maanden
        erna. Leg uw datum ruim op tijd vast: zaterdagen in mei en juni zijn snel bezet. Getuigen
        mogen, maar hoeven niet.""",
        exceptions="""Komt een partner uit een ander land? Dan vragen wij meer documenten en duurt
        het onderzoek soms langer.""",
        conditions=(
            Condition(
                "U bent allebei minstens 18 jaar en niet met iemand anders getrouwd.",
                "",
                "Uw identiteitskaarten",
            ),
            Condition("Minstens een partner is ingeschreven in Lindeveld."),
            Condition(
                "Uw akte van geboorte is in orde.",
                "Belgische akten zoeken wij zelf op. Buitenlandse akten brengt u mee.",
                "Een buitenlandse akte van geboorte, vertaald en gelegaliseerd",
            ),
        ),
        procedures=(
            Part(
                "Datum vastleggen",
                "Bel ons of maak een afspraak. Wij houden de datum even voor u vrij.",
            ),
            Part(
                "Aangifte doen",
                "U komt samen naar het gemeentehuis. Wij maken de akte van aangifte.",
            ),
            Part(
                "De grote dag",
                "U trouwt in de trouwzaal aan de Markt. Daarna krijgt u de akte en het "
                "trouwboekje.",
            ),
        ),
        costs=(
            Part("Op een weekdag", "Gratis."),
            Part("Op zaterdagvoormiddag", "100 euro."),
            Part("Trouwboekje", "20 euro, als u dat wilt."),
        ),
        law="De artikelen 143 en volgende en 165/1 van het oud Burgerlijk Wetboek.",
        desk=Desk(
            access=APPOINTMENT,
            channels=(COUNTER, PHONE),
            minutes=40,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=(
                "Uw identiteitskaarten",
                "De identiteitskaarten van uw getuigen",
                "Buitenlandse akten als u die hebt",
            ),
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="huwelijk",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(MARRIAGE,),
        synonyms=("trouwen", "huwen", "huwelijksaangifte", "trouwdatum", "ondertrouw", "bruiloft"),
        levels=("Federaal", "Lokaal"),
        your_europe=("BurgerEnFamilieRechtenPartners",),
        english=English(
            name="Getting married in Lindeveld",
            summary="""Do you want to get married at the town hall? First give notice of your
            marriage and choose a date.""",
            more="""You can marry 14 days after the notice at the earliest and 6 months after it
            at the latest. Witnesses are allowed but not required.""",
            conditions=(
                Condition(
                    "You are both at least 18 and not married to somebody else.",
                    "",
                    "Your identity cards",
                ),
                Condition("One of you is registered in Lindeveld."),
                Condition(
                    "Your birth record is in order.",
                    "We look up Belgian records. You bring foreign records with you.",
                    "A foreign birth record, translated and legalised",
                ),
            ),
            procedures=(
                Part(
                    "Choose the date",
                    "Call us or book an appointment. We keep the date for you for a while.",
                ),
                Part("Give notice", "You come to the town hall together. We draw up the notice."),
                Part(
                    "The big day",
                    "You marry in the wedding hall on the Markt and receive the record.",
                ),
            ),
            costs=(
                Part("On a weekday", "Free."),
                Part("On Saturday morning", "100 euros."),
                Part("Marriage booklet", "20 euros, if you want one."),
            ),
        ),
    ),
    Product(
        slug="wettelijk-samenwonen",
        name="Wettelijk samenwonen",
        summary="""Woont u samen en wilt u elkaar meer bescherming geven zonder te trouwen? Leg
        een verklaring van wettelijke samenwoning af.""",
        more="""U bent dan samen verantwoordelijk voor de kosten van het huishouden. De
        gezinswoning is beter beschermd. Voor andere afspraken gaat u naar een notaris. De
        ambtenaar onderzoekt eerst of u aan de voorwaarden voldoet.""",
        conditions=(
            Condition("U bent allebei minstens 18 jaar.", "", "Uw identiteitskaarten"),
            Condition("U bent niet getrouwd en niet wettelijk samenwonend met iemand anders."),
            Condition(
                "U bent op hetzelfde adres ingeschreven in Lindeveld.",
                "Ook familieleden kunnen wettelijk samenwonen.",
            ),
        ),
        procedures=(
            Part(
                "Verklaring",
                "Maak een afspraak en kom samen. U tekent de verklaring aan het loket. U "
                "krijgt een ontvangstbewijs.",
            ),
            Part(
                "Melding in het register",
                "Is alles in orde? Dan noteren wij de samenwoning in het Rijksregister.",
            ),
        ),
        costs=(Part("Verklaring", "Gratis."),),
        law="De artikelen 1475 tot 1479 van het oud Burgerlijk Wetboek.",
        desk=Desk(
            access=APPOINTMENT,
            minutes=20,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaarten",),
            fee=0,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="samenwonen",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(MARRIAGE,),
        synonyms=(
            "samenwonen",
            "samenlevingscontract",
            "samenwoningscontract",
            "wettelijke samenwoning",
            "samenwoonst",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="wettelijk-samenwonen-stopzetten",
        name="Wettelijk samenwonen stopzetten",
        summary="""Gaat u uit elkaar? U beëindigt de wettelijke samenwoning samen of alleen, met
        een verklaring bij de gemeente.""",
        more="""Doet u het samen, dan komt u samen langs. Wilt u het alleen? Dan laat de gemeente
        uw partner verwittigen door een gerechtsdeurwaarder. Trouwt u met elkaar, dan stopt de
        samenwoning vanzelf.""",
        conditions=(
            Condition("U bent wettelijk samenwonend.", "", "Uw identiteitskaart"),
            Condition("Stopt u alleen? Dan betaalt u de kosten van de gerechtsdeurwaarder vooraf."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak. U tekent de verklaring en wij passen het register aan.",
            ),
        ),
        costs=(
            Part("Samen stopzetten", "Gratis."),
            Part("Alleen stopzetten", "De kosten van de gerechtsdeurwaarder, ongeveer 200 euro."),
        ),
        law="Artikel 1476 van het oud Burgerlijk Wetboek.",
        desk=Desk(
            access=APPOINTMENT,
            minutes=20,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart",),
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="samenwonen",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(PARTING,),
        synonyms=(
            "uit elkaar",
            "samenwoning beëindigen",
            "relatie gedaan",
            "stopzetting samenwonen",
            "break-up",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="voornaam-veranderen",
        name="Voornaam veranderen",
        summary="""Wilt u een andere voornaam? U vraagt dat aan bij de gemeente waar u
        ingeschreven bent.""",
        more="""De ambtenaar kijkt of de nieuwe naam niet verwarrend is en niemand schaadt. Na de
        beslissing krijgt u een akte. Daarna vraagt u nieuwe identiteitsdocumenten aan.""",
        conditions=(
            Condition(
                "U bent Belg, vluchteling of staatloos en ingeschreven in Lindeveld.",
                "",
                "Uw identiteitskaart",
            ),
            Condition(
                "Voor wie jonger is dan 18 vragen de ouders het aan.",
                "Een kind vanaf 12 jaar gaat zelf akkoord.",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak en vul het verzoek in. U krijgt een beslissing binnen "
                "drie maanden.",
            ),
        ),
        costs=(
            Part("Verandering", "200 euro."),
            Part("Bij een aanpassing van uw geslachtsregistratie", "20 euro."),
        ),
        law="Het oud Burgerlijk Wetboek en het retributiereglement van Lindeveld.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            minutes=25,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart",),
            fee=20000,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=3,
        ),
        team=BURGERZAKEN,
        process="naamsverandering",
        kind=PROOF,
        themes=(GOVERNMENT,),
        synonyms=(
            "andere voornaam",
            "naamsverandering",
            "roepnaam officieel",
            "naam wijzigen",
            "transgender naam",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="achternaam-veranderen",
        name="Achternaam veranderen",
        summary="""U kunt één keer kiezen voor de achternaam van uw andere ouder, of voor de namen
        van beide ouders samen.""",
        more="""Dat kan sinds 1 juli 2024 bij de gemeente. Wilt u een heel andere naam? Dan is er
        een procedure bij de FOD Justitie. Uw kinderen jonger dan 18 krijgen uw nieuwe naam mee
        volgens de regels van de wet. Vraag ons wat dat voor uw gezin betekent.""",
        conditions=(
            Condition(
                "U bent minstens 18 jaar en ingeschreven in Lindeveld.", "", "Uw identiteitskaart"
            ),
            Condition(
                "De naam staat in de akten van uw ouders.", "Belgische akten zoeken wij zelf op."
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak. De ambtenaar overloopt de gevolgen en maakt de akte.",
            ),
        ),
        costs=(Part("Verandering", "140 euro."),),
        law="De wet van 7 januari 2024 over de naamsverandering.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            minutes=25,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart",),
            fee=14000,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="naamsverandering",
        kind=PROOF,
        themes=(GOVERNMENT,),
        synonyms=(
            "familienaam",
            "naam van de moeder",
            "dubbele naam",
            "achternaam wijzigen",
            "naam ouder",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="overlijden-aangeven",
        name="Aangifte van een overlijden",
        summary="""Is er iemand gestorven? De aangifte gebeurt in de gemeente van het overlijden.
        Meestal regelt de begrafenisondernemer dat.""",
        more="""Wij maken de akte van overlijden en geven de toestemming voor de begrafenis of de
        crematie. Vertel ons ook wat de overledene wilde. Wij kijken in het register van laatste
        wilsbeschikkingen.

        De bank, de notaris en de mutualiteit vragen vaak een uittreksel van de akte. Dat is
        gratis.""",
        conditions=(
            Condition("De persoon is in Lindeveld gestorven.", "", "Het attest van de arts"),
            Condition(
                "U hebt de papieren van de overledene.",
                "",
                "De identiteitskaart, het rijbewijs en het trouwboekje van de overledene",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "De begrafenisondernemer brengt de papieren binnen. Doet u het zelf? Bel "
                "ons, wij maken tijd voor u.",
            ),
        ),
        costs=(Part("Aangifte en uittreksels", "Gratis."),),
        law=_CIVIL_CODE,
        desk=Desk(
            access=BOTH,
            channels=(COUNTER, PHONE, MAIL),
            minutes=25,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=("Het attest van de arts", "De identiteitskaart van de overledene"),
            fee=0,
            systems=_REGISTRY,
            authorisations=_BABS,
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="overlijden",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(DEATH,),
        synonyms=(
            "gestorven",
            "sterfgeval",
            "dood aangeven",
            "begrafenis",
            "uitvaart",
            "overlijdensaangifte",
        ),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="begraafplaats-concessie",
        name="Concessie op de begraafplaats",
        summary="""Met een concessie houdt u een graf, een urnenkelder of een nis voor langere
        tijd. U vraagt ze nieuw aan of u verlengt ze.""",
        more="""Een concessie duurt 30 jaar. Ze is te verlengen. Een jaar voor het einde hangt er
        een bericht aan het graf en bij de ingang van de begraafplaats. Zonder concessie blijft
        een graf 10 jaar bewaard.""",
        conditions=(
            Condition(
                "De overledene woonde in Lindeveld of stierf er.",
                "Voor anderen geldt een hoger tarief.",
            ),
            Condition("Voor een verlenging is het graf verzorgd."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak. Wij kiezen samen een plaats op het plan en maken de "
                "akte van de concessie.",
            ),
        ),
        costs=(
            Part("Graf voor 30 jaar", "450 euro."),
            Part("Urnenkelder of nis voor 30 jaar", "400 euro."),
            Part("Voor wie niet in Lindeveld woonde", "900 euro."),
        ),
        law="Het decreet van 16 januari 2004 op de begraafplaatsen en de lijkbezorging.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            channels=(COUNTER, PHONE, MAIL),
            minutes=30,
            max_persons=4,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart", "De akte van de vorige concessie als u die hebt"),
            systems=("Begraafplaatsbeheer",),
        ),
        team=BURGERZAKEN,
        process="begraafplaats",
        kind=PLACE,
        themes=(GOVERNMENT,),
        life_events=(DEATH,),
        synonyms=(
            "graf",
            "kerkhof",
            "columbarium",
            "urne",
            "grafconcessie",
            "graf verlengen",
            "strooiweide",
        ),
    ),
    Product(
        slug="laatste-wilsbeschikking",
        name="Laatste wens voor uw begrafenis vastleggen",
        summary="""U kunt bij de gemeente vastleggen of u begraven of gecremeerd wilt worden, en
        waar.""",
        more="""Uw wens komt in het Rijksregister. Na uw overlijden zoekt de gemeente hem op. U
        mag hem altijd veranderen. U kunt ook noteren dat u een uitvaartverzekering hebt. Een
        testament maakt u bij de notaris, niet bij ons.""",
        conditions=(
            Condition("U bent ingeschreven in Lindeveld.", "", "Uw identiteitskaart"),
            Condition("U schrijft de wens met de hand of u vult het formulier in."),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Kom langs of maak een afspraak. U tekent en krijgt een ontvangstbewijs.",
            ),
        ),
        costs=(Part("Registratie", "Gratis."),),
        law="Het decreet van 16 januari 2004 op de begraafplaatsen en de lijkbezorging.",
        desk=Desk(
            access=BOTH,
            minutes=12,
            per_person=8,
            shared=3,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart",),
            fee=0,
            systems=("Rijksregister",),
            privacy=3,
        ),
        team=BURGERZAKEN,
        process="wilsverklaring",
        kind=PROOF,
        themes=(GOVERNMENT, CARE),
        life_events=(DEATH, AGE),
        synonyms=(
            "laatste wens",
            "crematie",
            "begraven of cremeren",
            "wilsverklaring",
            "teraardebestelling",
            "asverstrooiing",
        ),
        levels=("Federaal", "Vlaams", "Lokaal"),
    ),
    Product(
        slug="euthanasieverklaring",
        name="Wilsverklaring over euthanasie registreren",
        summary="""In een wilsverklaring schrijft u dat een arts euthanasie mag toepassen als u
        onomkeerbaar buiten bewustzijn bent. Wij registreren ze.""",
        more="""De verklaring geldt sinds april 2020 voor onbepaalde tijd. U kunt ze altijd
        herroepen. Praat er eerst over met uw huisarts en met uw naasten. Registreren is niet
        verplicht, maar artsen vinden uw verklaring dan altijd terug.""",
        conditions=(
            Condition(
                "U bent minstens 18 jaar en ingeschreven in Lindeveld.", "", "Uw identiteitskaart"
            ),
            Condition(
                "De verklaring is volledig ingevuld.",
                "Ze is getekend door uzelf en door twee meerderjarige getuigen. Een van hen "
                "heeft geen belang bij uw overlijden.",
                "De ondertekende verklaring",
            ),
        ),
        procedures=(
            Part(
                "Zo gaat het",
                "Maak een afspraak in de gespreksruimte. Wij kijken na of alles is "
                "ingevuld en registreren de verklaring.",
            ),
        ),
        costs=(Part("Registratie", "Gratis."),),
        law="De wet van 28 mei 2002 betreffende de euthanasie.",
        desk=Desk(
            access=APPOINTMENT,
            minutes=20,
            per_person=10,
            max_persons=2,
            skills=("burgerlijke-stand",),
            bring=("Uw identiteitskaart", "De ondertekende verklaring"),
            fee=0,
            systems=("Register van wilsverklaringen",),
            authorisations=("FOD Volksgezondheid",),
            privacy=3,
        ),
        team=BURGERZAKEN,
        process="wilsverklaring",
        kind=PROOF,
        themes=(CARE,),
        life_events=(ILLNESS, AGE, DEATH),
        synonyms=("euthanasie", "LEIF", "wilsverklaring", "waardig sterven", "levenseinde"),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="orgaandonatie",
        name="Orgaandonatie laten registreren",
        summary="""U kunt laten registreren dat u organen wilt afstaan na uw overlijden, of net
        niet.""",
        more="""Wie niets laat registreren, is volgens de wet in principe donor. De arts vraagt
        het dan aan de naasten. Met een registratie is uw keuze duidelijk. U kunt apart kiezen
        voor organen, voor weefsel en voor onderzoek. U mag altijd van mening veranderen.""",
        conditions=(
            Condition("U bent ingeschreven in het bevolkingsregister.", "", "Uw identiteitskaart"),
        ),
        procedures=(
            Part("Aan het loket", "Kom langs zonder afspraak en vul het formulier in."),
            Part("Online", "U kunt uw keuze ook zelf doorgeven bij de federale overheid."),
        ),
        costs=(Part("Registratie", "Gratis."),),
        law="De wet van 13 juni 1986 betreffende het wegnemen en transplanteren van organen.",
        desk=Desk(
            access=WALK_IN,
            channels=(COUNTER, ONLINE),
            minutes=6,
            per_person=4,
            shared=2,
            max_persons=4,
            skills=("attesten",),
            bring=("Uw identiteitskaart",),
            fee=0,
            systems=("Orgadon",),
            authorisations=("FOD Volksgezondheid",),
            privacy=3,
        ),
        team=BURGERZAKEN,
        process="wilsverklaring",
        kind=PROOF,
        themes=(CARE,),
        life_events=(DEATH, ILLNESS),
        synonyms=("donor", "orgaandonor", "organen afstaan", "donorkaart", "verzet orgaandonatie"),
        levels=("Federaal", "Lokaal"),
    ),
    Product(
        slug="belg-worden",
        name="Belg worden",
        summary="""Woont u al lang in België? Dan kunt u Belg worden door een verklaring af te
        leggen bij de gemeente.""",
        more="""De meeste mensen doen dit na vijf of tien jaar wettig verblijf. U toont dat u een
        landstaal kent en dat u meedoet in de samenleving. In een eerste gesprek kijken wij samen
        welke weg voor u past. Daarna geeft de procureur advies. Die heeft daar vier maanden
        voor.""",
        conditions=(
            Condition("U bent minstens 18 jaar.", "", "Uw verblijfskaart"),
            Condition(
                "U woont al minstens vijf jaar wettig in België.",
                "Na tien jaar gelden soms andere voorwaarden.",
            ),
            Condition(
                "U kent een landstaal en u bent geïntegreerd.",
                "Een diploma, werk of een inburgeringscursus kan dat bewijzen.",
                "Attesten van taal, werk of inburgering",
            ),
            Condition(
                "Uw akte van geboorte is vertaald en gelegaliseerd.", "", "Uw akte van geboorte"
            ),
        ),
        procedures=(
            Part(
                "Eerste gesprek",
                "Maak een afspraak. Wij bekijken uw situatie en geven u de lijst van documenten.",
            ),
            Part(
                "Verklaring",
                "Is uw dossier volledig? Dan legt u de verklaring af en sturen wij ze "
                "naar het parket.",
            ),
        ),
        costs=(
            Part(
                "Registratierecht",
                "U betaalt vooraf een federaal registratierecht. Wij zeggen u in het "
                "eerste gesprek hoeveel dat nu is.",
            ),
            Part("Dossier bij de gemeente", "Gratis."),
        ),
        law="Het Wetboek van de Belgische nationaliteit van 28 juni 1984.",
        desk=Desk(
            access=APPOINTMENT,
            office=BACK,
            minutes=45,
            per_person=15,
            max_persons=4,
            skills=("vreemdelingen", "burgerlijke-stand"),
            bring=(
                "Uw verblijfskaart",
                "Uw akte van geboorte",
                "Attesten van taal, werk of inburgering",
            ),
            systems=("DABS", "Rijksregister"),
            authorisations=("DABS", "Parket"),
            privacy=2,
        ),
        team=BURGERZAKEN,
        process="nationaliteit",
        kind=PROOF,
        themes=(GOVERNMENT,),
        life_events=(NEWCOMER,),
        synonyms=(
            "nationaliteit aanvragen",
            "Belgische nationaliteit",
            "naturalisatie",
            "nationaliteitsverklaring",
            "become Belgian",
        ),
        levels=("Federaal", "Lokaal"),
    ),
)
