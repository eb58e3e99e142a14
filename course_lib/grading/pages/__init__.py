"""What people get to read of a grading: feedback pages, the class report, and tables for other systems."""
