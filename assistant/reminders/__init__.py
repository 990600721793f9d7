"""When people say a date; which texts to plan; which are due. Import the module you need: most of them know no store."""
