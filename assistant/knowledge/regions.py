"""Where places lie: their municipality, the centre municipalities for shelter, and the postcodes. Pure."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Annotated

from pydantic import Field

from assistant.knowledge.shape import Line, Shape

_EARTH_KM = 6371.0

Latitude = Annotated[float, Field(ge=50.7, le=53.7)]
"""Degrees north; the European Netherlands lie between 50.75 and 53.56."""

Longitude = Annotated[float, Field(ge=3.3, le=7.3)]
"""Degrees east; the European Netherlands lie between 3.35 and 7.23."""


class Place(Shape):
    """A place name that people type. `municipality` is the id of its municipality; a file for it may not exist.

    `where` tells it from other places of its name ("Bergen" in Limburg); every one of them has it. `is_word`: `name`
    is an ordinary word too; `other_names` are not. `lat` and `lon` are WGS 84, both or neither.
    """

    name: Line
    municipality: str
    where: Line | None = None
    other_names: tuple[Line, ...] = ()
    is_word: bool = False
    lat: Latitude | None = None
    lon: Longitude | None = None

    @property
    def label(self) -> str:
        """The name that belongs to no other place: "Bergen (Limburg)"."""
        return f"{self.name} ({self.where})" if self.where else self.name

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, or None where they are not known."""
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class Centre(Shape):
    """A centre municipality: it arranges shelter for the municipalities around it.

    `phone` is its 14 + area code; None where it is not sure that the municipality can be reached at it. `serves` are
    municipalities that belong here although another centre is nearer as the crow flies: water lies between.
    """

    municipality: str
    phone: Line | None = None
    serves: tuple[str, ...] = ()


class PostcodeRange(Shape):
    """Postcodes from `first` up to and including `last`, all of one municipality."""

    first: Annotated[int, Field(ge=1000, le=9999)]
    last: Annotated[int, Field(ge=1000, le=9999)]
    municipality: str


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance (haversine) between two points in degrees."""
    south, west, north, east = (radians(degrees) for degrees in (*one, *other))
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))
