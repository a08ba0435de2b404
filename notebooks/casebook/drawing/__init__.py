"""How it looks: house style, kinds of chart, tables in words."""
