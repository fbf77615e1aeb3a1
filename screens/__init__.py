"""The glass wing: Qt Quick pages; knows no business."""
