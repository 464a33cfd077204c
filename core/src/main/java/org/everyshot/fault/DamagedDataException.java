package org.everyshot.fault;

/// A file or a stream does not hold what its format promises: truncated, corrupt, inconsistent.
///
/// The message is the one line that the user sees: file, dataset or offset, found, expected,
/// remedy.
/// Exit status 3.
public final class DamagedDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedDataException(String message) {
    super(OneLine.of(message));
  }

  public DamagedDataException(String message, Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
