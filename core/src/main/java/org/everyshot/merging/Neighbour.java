package org.everyshot.merging;

/// A copy of an atom near a point.
///
/// @param atom its number in the model
/// @param x distance from the point along a, Å; y in the ab plane, z along c*
public record Neighbour(int atom, double x, double y, double z) {}
