"""Colours before light."""

import numpy as np
import pyvista as pv

from scenes.look.materials import MATERIALS, Material, rgb
from scenes.model.parts import Part
from scenes.model.point_colours import corner_masks, occlusion_tint, point_colours, specular


def part(**point_data):
    """Return a triangle with point data."""
    mesh = pv.PolyData.from_regular_faces(np.eye(3), [[0, 1, 2]])
    for name, values in point_data.items():
        mesh.point_data[name] = values
    return Part(name="triangle", mesh=mesh, material="bone", layer="bones", shown="always")


def bytes_of(colour):
    """Return a colour as the painter stores it."""
    return np.rint(np.array(rgb(colour)) * 255).astype(np.uint8)


def test_open_surface_has_its_own_colour():
    """Where nothing takes light away the colour is the material's."""
    colours = point_colours(part(occlusion=np.ones(3)), MATERIALS["bone"], {})
    assert np.array_equal(colours, np.tile(bytes_of("#f9edd2"), (3, 1)))


def test_occlusion_darkens_and_warms():
    """Occluded places lose more blue than red, and more the more they are occluded."""
    tint = occlusion_tint(np.array([0.0, 0.5, 1.0]), 0.56)
    assert np.all(np.diff(tint, axis=0) > 0)
    assert tint[0, 0] == 1 - 0.56
    assert tint[0, 0] > tint[0, 1] > tint[0, 2]


def test_corners_are_told_of_the_crack_and_of_the_cement():
    """A corner has 1 less its crack, or its distances from the cement; without both it has 1."""
    assert np.array_equal(corner_masks(part()), np.ones((3, 4)))
    cracked = corner_masks(part(crack=np.array([0.0, 0.25, 1.0])))
    assert np.array_equal(cracked, [[1, 1, 1, 1], [1, 1, 1, 0.75], [1, 1, 1, 0]])
    distances = np.arange(12.0).reshape(3, 4) / 12.0
    assert np.array_equal(corner_masks(part(seepage=distances)), distances)


def test_vertex_colours_multiply_the_material():
    """A part's own colours show through a white material unchanged."""
    painted = part(colour=np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.2, 0.4, 0.6]]))
    colours = point_colours(painted, Material(colour="#ffffff"), {})
    assert np.array_equal(colours, [[255, 0, 0], [0, 255, 0], [51, 102, 153]])


def test_cement_hardens_from_wet_to_matt():
    """Colour and shine go from the wet to the hard values."""
    cement = MATERIALS["cement"]
    assert np.array_equal(point_colours(part(), cement, {})[0], bytes_of(cement.colour))
    hard = point_colours(part(), cement, {"hardness": 1.0})[0]
    assert np.array_equal(hard, bytes_of(cement.hard_colour))
    assert specular(cement, {}) == cement.specular
    assert specular(cement, {"hardness": 1.0}) == cement.hard_specular
    assert specular(MATERIALS["steel"], {"hardness": 1.0}) == MATERIALS["steel"].specular
