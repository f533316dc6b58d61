"""What prepares a meeting, drawn: agreed wordings, a briefing, an issues matrix, a legal basis."""
