"""The log of what the first picture needs: structlog is loaded when there is something to say."""


def warning(event: str, **fields: object) -> None:
    """As `structlog.get_logger().warning`."""
    import structlog

    structlog.get_logger().warning(event, **fields)
