import numpy as np

from workbench.opportunities.worth.regression import explained, powers


def test_it_is_least_squares_on_what_is_there():
    rng = np.random.default_rng(0)
    z = rng.standard_normal(2000)
    scores = np.column_stack([3 * z - z**2 + rng.standard_normal(2000), rng.standard_normal(2000)])
    found = explained(powers(z), scores)
    basis = np.column_stack([np.ones(2000), *powers(z)])
    fitted = basis @ np.linalg.lstsq(basis, scores[:, 0], rcond=None)[0]
    np.testing.assert_allclose(found[:, 0], fitted - scores[:, 0].mean(), atol=1e-9)
    assert (found[:, 1] == 0).all()


def test_terms_that_repeat_or_do_not_vary_change_nothing():
    z = np.random.default_rng(1).standard_normal(500)
    scores = (2 * z)[:, None]
    plain = explained([z], scores)
    np.testing.assert_allclose(explained([z, np.ones(500), 5 * z + 1, z], scores), plain, atol=1e-9)
    assert (explained([np.ones(500)], scores) == 0).all()
    assert explained(powers(z[:1]), scores[:1]).tolist() == [[0.0]]
