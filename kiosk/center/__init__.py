"""The centre's API: the contract, the signature, the client; `reference/` is a whole centre to try it."""
