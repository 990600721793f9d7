"""One file for every change of the tables; a file that has been released is never changed."""
