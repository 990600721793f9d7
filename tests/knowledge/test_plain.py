from __future__ import annotations

from assistant.knowledge.plain import plain


def test_marks_and_links_become_words_and_lists_keep_their_numbers() -> None:
    text = 'Bel **nu** de [gemeente](briefadres).\n\n1. Ga erheen.\n2. Zeg:\n   "ik"\n\n- een\n- twee'

    assert plain(text) == 'Bel nu de gemeente.\n1. Ga erheen.\n2. Zeg: "ik"\n- een\n- twee'


def test_a_list_may_begin_at_another_number() -> None:
    assert plain("3. drie\n4. vier") == "3. drie\n4. vier"


def test_a_second_paragraph_of_an_item_is_a_line_of_its_own() -> None:
    assert plain("- een\n\n  meer\n- twee") == "- een\nmeer\n- twee"
