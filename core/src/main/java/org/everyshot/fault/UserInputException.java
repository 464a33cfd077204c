package org.everyshot.fault;

/// The user's input cannot be used as given: a wrong option, a missing file, an impossible
/// combination.
///
/// The message is the one line that the user sees: what, where, value, expected, remedy. Exit
/// status 2.
public final class UserInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserInputException(String message) {
    super(OneLine.of(message));
  }

  public UserInputException(String message, Throwable cause) {
    super(OneLine.of(message), cause);
  }
}
