"""Opening JupyterLab with the settings of the course."""
