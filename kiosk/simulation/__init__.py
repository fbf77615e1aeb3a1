"""The simulated rig and its scripted citizen; never part of a real kiosk."""
