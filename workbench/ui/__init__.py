"""What all boards share: binding, patching, charts, grid, sliders, the list board and the session."""
