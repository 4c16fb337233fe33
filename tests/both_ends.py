"""Who tests what where several processes do: the first begins at the first file, the others at the last.

The browser's tests come early and wait for kernels; the workspace's come late and compute. So they share the
processors well, a browser, its server and PostgreSQL are each started once, and all end at nearly the same time.
"""

from typing import Any

from xdist.scheduler import LoadFileScheduling


class FromBothEnds(LoadFileScheduling):
    """File by file, in order: one process forwards, the others backwards."""

    def _assign_work_unit(self, node: Any) -> None:
        if node is not self.nodes[0]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
