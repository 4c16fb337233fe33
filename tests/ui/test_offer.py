from workbench.ui.offer import Offer


def test_it_is_there_only_while_it_has_something_to_offer():
    words, taken = ["Score 3 unscored"], []
    offer = Offer(lambda: words[0], lambda: taken.append(words[0]), "By keyboard")
    offer.show()
    assert offer.control.description == "Score 3 unscored"
    assert offer.control.layout.display != "none"
    offer.control.click()
    assert taken == ["Score 3 unscored"]
    words[0] = ""
    offer.show()
    assert offer.control.layout.display == "none"
