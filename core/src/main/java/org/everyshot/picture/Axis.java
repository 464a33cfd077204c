package org.everyshot.picture;

/// An axis: what it measures, with its unit, and how its numbers are laid out.
record Axis(String label, Scale scale) {}
