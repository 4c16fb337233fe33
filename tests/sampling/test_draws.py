import numpy as np
from scipy import stats

from workbench.sampling.draws import normals


def test_a_stream_depends_on_its_key_alone():
    alone = normals(7, "reach", 3, 1000)
    for position in range(10):
        normals(7, "effort", position, 10)
    np.testing.assert_array_equal(normals(7, "reach", 3, 1000), alone)
    np.testing.assert_array_equal(normals(7, "reach", 3, 400), alone[:400])


def test_seed_column_and_item_all_change_the_stream():
    keys = [(0, "reach", 0), (1, "reach", 0), (0, "effort", 0), (0, "reach", 1)]
    assert len({normals(*key, trials=1)[0] for key in keys}) == len(keys)


def test_draws_are_standard_normal_and_streams_are_unrelated():
    draws = np.stack([normals(0, column, i, 4000) for column in ("reach", "effort") for i in range(5)])
    assert stats.kstest(draws.ravel(), "norm").pvalue > 0.001
    between = np.corrcoef(draws)[np.triu_indices(10, 1)]
    assert np.abs(between).max() < 4.5 / np.sqrt(4000)
