"""How it looks: texts, HTML, buttons, catalogues."""
