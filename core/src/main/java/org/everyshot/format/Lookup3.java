package org.everyshot.format;

/// The hash with which HDF5 guards its own structures: Bob Jenkins' lookup3, little-endian
/// variant, initial value 0.
///
/// Source: burtleburtle.net/bob/c/lookup3.c (public domain); HDF5 file format 3.0, "Checksum".
final class Lookup3 {
  private Lookup3() {}

  static int hash(byte[] key, int offset, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int at = offset;
    int left = length;
    while (left > 12) {
      a += word(key, at, 4);
      b += word(key, at + 4, 4);
      c += word(key, at + 8, 4);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
      at += 12;
      left -= 12;
    }
    if (left == 0) {
      return c;
    }
    a += word(key, at, Math.min(4, left));
    b += word(key, at + 4, Math.min(4, left - 4));
    c += word(key, at + 8, Math.min(4, left - 8));
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  private static int word(byte[] key, int at, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (key[at + i] & 0xFF) << (8 * i);
    }
    return word;
  }
}
