"""The commands: ``workbench demo`` and its kin, one module for each kind."""

from workbench.cli.commands import main, parser
from workbench.cli.pages import load_sample, shipped

__all__ = ["load_sample", "main", "parser", "shipped"]
