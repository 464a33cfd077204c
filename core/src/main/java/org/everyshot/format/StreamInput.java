package org.everyshot.format;

import java.io.IOException;

/// The text of a stream, from its first byte on, read by one thread.
interface StreamInput extends AutoCloseable {
  /// No more will come.
  int END = -1;

  /// The writer began the file anew: what follows is the beginning of another text.
  int BEGUN_ANEW = -2;

  /// Reads up to `count` bytes to `out[at]` and on. May wait for the writer, until another thread
  /// stops or closes the input.
  ///
  /// @return how many bytes were read, at least 1; [#END] or [#BEGUN_ANEW]
  int read(byte[] out, int at, int count) throws IOException;

  /// Ends waiting, now and in future; what is already in the file can still be read. From any
  /// thread.
  default void stopWaiting() {}

  @Override
  void close() throws IOException;
}
