"""A mail's plain text says what its HTML says, word for word, address for address."""

import pytest

from cms.letters import text_of, write_letter
from cms.models import OrganisationSettings


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Dag An,</p><p>Tot\n   straks.</p>", "Dag An,\n\nTot straks."),
        ("<p>Een<br>twee</p>", "Een\ntwee"),
        ("<h1>Titel</h1><p>Tekst</p>", "Titel\n\nTekst"),
        ("<ul><li>een</li><li>twee</li></ul><p>Na</p>", "- een\n- twee\n\nNa"),
        ("<ol><li>een</li><li>twee</li></ol>", "1. een\n2. twee"),
        ("<ul><li><p>een</p></li><li>twee</li></ul>", "- een\n- twee"),
        ('<p>Kijk <a href="https://x.be/?a=1&amp;b=2">hier</a>.</p>', "Kijk hier <https://x.be/?a=1&b=2>."),
        ('<a href="https://x.be/">https://x.be</a>', "https://x.be"),
        ('<a href="mailto:a@x.be">a@x.be</a> <a href="tel:+3216">+3216</a>', "a@x.be +3216"),
        ("<p>5 &lt; 6 &amp; caf&eacute;&nbsp;Łukasz 🎉</p>", "5 < 6 & café Łukasz 🎉"),
        ('<p>Ja</p><div data-only="html"><p>niet</p><br></div><p>Nee</p>', "Ja\n\nNee"),
        ("<style>p { color: red }</style><script>x()</script><p>Ja</p>", "Ja"),
        ("<dl><dt>Wanneer</dt><dd>Morgen</dd></dl>", "Wanneer\nMorgen"),
        ("<p>Voor</p><hr><p>Na</p>", "Voor\n\n--------\n\nNa"),
        ("<p><strong>Vet</strong> en <em>schuin</em></p>", "Vet en schuin"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb"),
        ("<p>ongesloten<p>ook", "ongesloten\n\nook"),
        ("</p></div>Los", "Los"),
    ],
)
def test_html_reads_aloud(html, text):
    assert text_of(html).strip() == text


@pytest.fixture
def template(settings, tmp_path):
    """A mail template of the test."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "letter.html").write_text(
        '{% extends "cms/emails/base.html" %}'
        "{% block subject %}\n  Dag {{ name }}\n{% endblock %}"
        "{% block preview %}Een voorproef{% endblock %}"
        '{% block content %}<p>Dag {{ name }}, <a class="button" href="{{ base_url }}/mijn/">open je pagina</a></p>{% endblock %}'
    )
    (here,) = settings.TEMPLATES
    settings.TEMPLATES = [here | {"DIRS": [folder, *here["DIRS"]]}]
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org/"
    return "letter"


def test_one_template_gives_subject_text_and_html(site, template):
    OrganisationSettings.objects.create(site=site, name="Lus vzw", address="Straat 1", postcode="3000", city="Leuven")

    letter = write_letter(template=template, context={"name": "Zoë & <b>Łukasz</b>"})

    assert letter.subject == "Dag Zoë & <b>Łukasz</b>"
    assert "Dag Zoë & <b>Łukasz</b>, open je pagina <https://www.example.org/mijn/>" in letter.text
    assert "Straat 1, 3000 Leuven" in letter.text
    assert "voorproef" not in letter.text
    assert "Zoë &amp; &lt;b&gt;Łukasz" in letter.html


def test_styles_stand_in_the_elements_and_nothing_is_loaded_from_elsewhere(site, template):
    html = write_letter(template=template, context={"name": "An"}).html

    assert 'class="button" href="https://www.example.org/mijn/" style=' in html
    assert "prefers-color-scheme: dark" in html
    assert "<link" not in html
    assert "<img" not in html
    assert "url(" not in html


def test_long_subject_is_cut_and_stays_one_line(site, template):
    assert len(write_letter(template=template, context={"name": "a" * 400}).subject) == 255


def test_letters_are_dutch_whoever_causes_them(site):
    from django.utils import translation

    with translation.override("en"):
        letter = write_letter(template="cms/emails/pages_to_review", context={"subject": "x", "reviews": []})

    assert "Dag" in letter.text
