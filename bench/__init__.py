"""`make bench`: figures of speed and memory, each beside a yardstick measured in the same run."""
