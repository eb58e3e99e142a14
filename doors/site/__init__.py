"""The site: all chapters and sheets as pages to read without Python, from the built notebooks; and the same as a book.

`build` makes a folder of files that any web server can serve. Nothing in it asks another host for anything.
"""
