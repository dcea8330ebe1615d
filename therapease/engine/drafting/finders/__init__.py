"""What in a conversation belongs in a note: one finder per matter, each turning turns into candidate lines."""
