package org.everyshot.format;

/// An object header of version 2 in the making: the messages that describe a group or a
/// dataset.
final class Hdf5Header {
  private final Hdf5Bytes messages = new Hdf5Bytes();

  Hdf5Header add(int type, byte[] body) {
    messages.u8(type).u16(body.length).u8(0).bytes(body);
    return this;
  }

  /// The header's bytes, checksum included.
  byte[] toArray() {
    return new Hdf5Bytes()
        .ascii("OHDR")
        .u8(2)
        .u8(0x02) // the size below takes four bytes
        .u32(messages.size())
        .bytes(messages.toArray())
        .checksum()
        .toArray();
  }
}
