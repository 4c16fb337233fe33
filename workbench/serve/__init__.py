"""The Voilà server: template, home page, pre-heated kernels; holds the built front end."""
