"""A terminal may lack any device; an empty slot is a device that is not there."""

from contextlib import suppress

import pytest

from drivers.device import Cause, DeviceError, DeviceState
from kiosk import config, devices


@pytest.mark.requirement("R95")
async def test_an_empty_slot_is_no_device_and_never_an_error_at_the_start():
    fitted = devices.built(config.Devices(), ())
    for device in fitted.all():
        with suppress(DeviceError):  # the drivers differ in whether they look before they are asked
            await device.open()
        status = await device.check()
        assert status.state is DeviceState.NO_DEVICE
        assert status.causes <= {Cause.NOT_FOUND, Cause.LINE_LOST}
        await device.close()
