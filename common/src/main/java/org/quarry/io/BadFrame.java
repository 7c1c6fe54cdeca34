package org.quarry.io;

/** Ends the reading of one frame; carries what its {@link Frame.Rejected} will say. */
final class BadFrame extends Exception {
  private static final long serialVersionUID = 1;

  private final Frame.Stage stage;

  private BadFrame(Frame.Stage stage, String reason) {
    super(reason, null, false, false); // no stack trace: these are content, not faults
    this.stage = stage;
  }

  static BadFrame parse(String reason) {
    return new BadFrame(Frame.Stage.PARSE, reason);
  }

  static BadFrame quality(String reason) {
    return new BadFrame(Frame.Stage.QUALITY, reason);
  }

  Frame.Stage stage() {
    return stage;
  }

  String reason() {
    return getMessage();
  }
}
