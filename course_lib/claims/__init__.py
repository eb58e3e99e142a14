"""Claims of the course, decided by measurement, and the table of all of them."""
