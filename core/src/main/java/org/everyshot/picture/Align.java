package org.everyshot.picture;

/// Which part of a text lies at the place where it is put.
enum Align {
  LEFT,
  CENTRE,
  RIGHT
}
