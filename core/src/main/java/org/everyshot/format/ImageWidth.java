package org.everyshot.format;

/// How wide the numbers of polar images are held once they have been read.
public enum ImageWidth {
  /// In single precision, rounded where the file has more.
  SINGLE,

  /// In single precision where that holds the file's type without rounding, otherwise in double.
  AS_STORED,

  /// In double precision.
  DOUBLE
}
