"""The device wing: real wire protocols, no Qt, no business."""
