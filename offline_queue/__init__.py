"""The post room: sealed envelopes, durable, delivered once."""
