package org.quarry.io;

import java.util.Locale;
import java.util.Objects;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Provenance;

/** What became of one frame of a file: it landed, or it is kept aside with the reason. */
public sealed interface Frame {
  /** The file's name as given to the reader. */
  String file();

  /** The frame's number in the file, from 0; rejected frames count. */
  int frame();

  /** A usable configuration, its labels (perhaps none) and where it stands. */
  record Accepted(Configuration configuration, Labels labels, Provenance provenance)
      implements Frame {
    public Accepted {
      Objects.requireNonNull(configuration);
      Objects.requireNonNull(labels);
      Objects.requireNonNull(provenance);
    }

    @Override
    public String file() {
      return provenance.file();
    }

    @Override
    public int frame() {
      return provenance.frame();
    }
  }

  /**
   * A frame that cannot be used.
   *
   * @param reason one line: what is wrong, where, and what to do about it where that is known
   * @param rawText the frame as it stands in the file, cut after {@link #MAX_RAW_BYTES}
   */
  record Rejected(String file, int frame, Stage stage, String reason, String rawText)
      implements Frame {
    /** At most so many bytes of a rejected frame are kept. */
    public static final int MAX_RAW_BYTES = 8192;

    public Rejected {
      Objects.requireNonNull(file);
      Objects.requireNonNull(stage);
      Objects.requireNonNull(reason);
      Objects.requireNonNull(rawText);
    }

    /** The one line that a person reads: file, frame, reason. */
    public String message() {
      return file + ", frame " + frame + ": " + reason + " (" + stage.text() + ")";
    }
  }

  /** Where a frame failed. */
  enum Stage {
    /** The text does not give a configuration. */
    PARSE,
    /** It gives one that nobody should train on. */
    QUALITY;

    /** The name as the tables write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
