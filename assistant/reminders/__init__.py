"""When people say a date, and which texts to plan for it. Import the module you need: nothing is imported here."""
