"""The kiosk's voice: what is said for a sentence, and the loudspeaker that says it."""
