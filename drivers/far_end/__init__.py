"""The other end of a wire, for simulators: a pty or a loopback TCP port that carries real bytes."""

from drivers.far_end.end import FarEnd, Serve
from drivers.far_end.faults import NOISE, Fault, spoil
from drivers.far_end.pty_end import PtyEnd
from drivers.far_end.socket_end import SocketEnd

__all__ = ["NOISE", "FarEnd", "Fault", "PtyEnd", "Serve", "SocketEnd", "spoil"]
