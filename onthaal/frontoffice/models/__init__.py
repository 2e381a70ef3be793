"""What is worked out from the counters: studies, scenarios and decisions. Import from here."""
