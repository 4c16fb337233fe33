"""Kernels forked from warm parents: a board's page needs no second process that imports and runs the same again.

For each notebook a parent process runs its cells once, then waits. A visitor's kernel is a fork of it: it has what the
cells made, its own workspace, random numbers, folder, streams and connection file. Parents are themselves forked from a
root that has imported what all need.

The server's side: :mod:`~workbench.serve.warm.parents` keeps one parent a notebook,
:mod:`~workbench.serve.warm.provisioner` starts Jupyter's kernels from them, :mod:`~workbench.serve.warm.process` is a
kernel's process as the server sees it. The parents' side: :mod:`~workbench.serve.warm.parent` waits and forks,
:mod:`~workbench.serve.warm.cells` runs a notebook's cells and says where that cannot be shared,
:mod:`~workbench.serve.warm.kernel` makes a kernel of a fork. Everything that was forked calls the server, on one socket
of the folder of connections, and ends when that call does.
"""
