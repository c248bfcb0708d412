"""Geometry that knows no anatomy: distance functions, surfaces, sweeps, rays, morphs.

May import numpy, scipy, pyvista and embreex, and nothing of ours.
"""
