"""What `workbench bench` measures."""
