package org.everyshot.format;

import java.util.Arrays;

/// Some consecutive images of a stream, as text, not yet looked into.
///
/// A shot is a crystal, or an image without crystals.
final class StreamSlice {
  static final byte WHOLE = 0;
  static final byte CUT_SHORT = 1;
  static final byte REPEATED = 2;

  private byte[] bytes = new byte[0];
  private long offset;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] crystals = new int[64];
  private byte[] state = new byte[64];
  private int images;
  private int allShots;
  private int allCrystals;

  /// Adds an image, at `from` to `to` of the bytes that will be told.
  void add(int from, int to, int crystals, byte state) {
    if (images == this.state.length) {
      this.from = Arrays.copyOf(this.from, 2 * images);
      this.to = Arrays.copyOf(this.to, 2 * images);
      this.crystals = Arrays.copyOf(this.crystals, 2 * images);
      this.state = Arrays.copyOf(this.state, 2 * images);
    }
    this.from[images] = from;
    this.to[images] = to;
    this.crystals[images] = crystals;
    this.state[images] = state;
    allCrystals += crystals;
    allShots += Math.max(1, crystals);
    images++;
  }

  /// Tells the text.
  ///
  /// @param offset place of its first byte in the file
  void text(byte[] bytes, long offset) {
    this.bytes = bytes;
    this.offset = offset;
  }

  byte[] bytes() {
    return bytes;
  }

  long offset() {
    return offset;
  }

  int images() {
    return images;
  }

  int from(int image) {
    return from[image];
  }

  int to(int image) {
    return to[image];
  }

  int shots(int image) {
    return Math.max(1, crystals[image]);
  }

  /// How often a crystal begins in an image.
  int crystals(int image) {
    return crystals[image];
  }

  byte state(int image) {
    return state[image];
  }

  /// Shots of all images.
  int shots() {
    return allShots;
  }

  /// Crystals of all images.
  int crystals() {
    return allCrystals;
  }
}
