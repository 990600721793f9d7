"""What a developer runs now and then; the service never does."""
