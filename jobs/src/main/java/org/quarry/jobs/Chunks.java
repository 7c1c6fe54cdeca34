package org.quarry.jobs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Items taken from an iterator a few at a time, each made into something else. */
final class Chunks<S, T> implements Iterator<List<T>> {
  private final Iterator<S> items;
  private final int size;
  private final Function<S, T> make;

  Chunks(Iterator<S> items, int size, Function<S, T> make) {
    this.items = items;
    this.size = size;
    this.make = make;
  }

  @Override
  public boolean hasNext() {
    return items.hasNext();
  }

  /** The next {@code size} items, or as many as there are. */
  @Override
  public List<T> next() {
    if (!items.hasNext()) {
      throw new NoSuchElementException();
    }
    List<T> chunk = new ArrayList<>(size);
    while (chunk.size() < size && items.hasNext()) {
      chunk.add(make.apply(items.next()));
    }
    return chunk;
  }
}
