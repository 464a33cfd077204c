package org.everyshot.merging;

/// A maximum of a map.
///
/// @param height above the map's mean, in its standard deviations over the whole cell
/// @param x fraction of the cell along a; likewise y and z
/// @param nearest the nearest atom within reach, as its number in the model; −1 for none
/// @param distance from the nearest atom, Å; NaN where there is none
/// @param volume of the region above the threshold that holds the maximum, Å³
public record Peak(
    double height, double x, double y, double z, int nearest, double distance, double volume) {}
