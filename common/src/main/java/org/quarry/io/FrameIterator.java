package org.quarry.io;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The frames of one file in order, read as they are asked for. Bad content comes as {@link
 * Frame.Rejected} and is never thrown; {@link #next()} throws {@link java.io.UncheckedIOException}
 * only where the medium fails.
 *
 * <p>An iterator belongs to one thread and holds the file open until it is closed.
 */
public interface FrameIterator extends Iterator<Frame>, Closeable {}
