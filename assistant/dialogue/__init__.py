"""One turn: message + conversation -> reply + conversation. Pure: no database, no channel, no clock of its own."""
