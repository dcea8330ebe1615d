"""What leaves the vault as a file, at the therapist's word."""
