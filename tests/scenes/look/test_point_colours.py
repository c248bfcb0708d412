"""Colours before light."""

import numpy as np
import pyvista as pv

from scenes.look.materials import COMPACTION_COLOUR, CRACK_COLOUR, MATERIALS, Material, rgb
from scenes.model.parts import Part
from scenes.model.point_colours import occlusion_tint, point_colours, specular, texture_colours


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
    assert np.array_equal(colours, np.tile(bytes_of("#f6ebd4"), (3, 1)))


def test_occlusion_darkens_and_warms():
    """Occluded places lose more blue than red, and more the more they are occluded."""
    tint = occlusion_tint(np.array([0.0, 0.5, 1.0]), 0.56)
    assert np.all(np.diff(tint, axis=0) > 0)
    assert tint[0, 0] == 1 - 0.56
    assert tint[0, 0] > tint[0, 1] > tint[0, 2]


def test_crack_darkens_only_as_far_as_it_is_open():
    """The crack's mask times its opening is the share of the crack's colour."""
    cracked = part(crack=np.array([0.0, 0.5, 1.0]))
    closed = point_colours(cracked, MATERIALS["bone"], {"crack": 0.0})
    opened = point_colours(cracked, MATERIALS["bone"], {"crack": 1.0})
    assert len(np.unique(closed, axis=0)) == 1
    assert np.array_equal(opened[0], closed[0])
    assert np.array_equal(opened[2], bytes_of(CRACK_COLOUR))
    assert np.all(opened[1] < opened[0])


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


def test_texture_compacts_where_its_alpha_says():
    """Alpha 255 never changes; alpha 0 takes on the compacted colour."""
    texture = np.array([[[10, 20, 30, 255], [10, 20, 30, 0]]], dtype=np.uint8)
    assert np.array_equal(texture_colours(texture, {})[0], [[10, 20, 30], [10, 20, 30]])
    compacted = texture_colours(texture, {"compaction": 1.0})[0]
    assert np.array_equal(compacted, [[10, 20, 30], bytes_of(COMPACTION_COLOUR)])
